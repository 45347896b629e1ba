import { buildPackage } from './build-package.ts';
import { restoreManifest, swapManifest } from './swap-manifest.ts';

// npm runs this in the package's folder before it packs. The swap is last, so that it lasts as short as can be.
const folder = process.cwd();
await restoreManifest(folder);
await buildPackage(folder);
await swapManifest(folder);
