import { restoreManifest } from './swap-manifest.ts';

// npm runs this in the package's folder after it has packed.
await restoreManifest(process.cwd());
