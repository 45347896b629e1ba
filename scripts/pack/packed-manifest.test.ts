import { describe, expect, it } from 'vitest';
import { packedManifest } from './packed-manifest.ts';

const manifest = {
  name: '@scope/name',
  exports: { '.': './src/index.ts', './cli': './src/cli/index.ts', './package.json': './package.json' },
  files: ['bin', 'dist', 'src/**/*.md'],
  scripts: { prepack: 'node prepack.ts' },
  devDependencies: { vitest: '1' },
  dependencies: { commander: '15' },
};

describe('packedManifest', () => {
  it('points entry points at JavaScript with its declarations', () => {
    expect(packedManifest(manifest).exports).toEqual({
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './cli': { types: './dist/cli/index.d.ts', default: './dist/cli/index.js' },
      './package.json': './package.json',
    });
  });

  it('leaves scripts, development dependencies and sources at home, and keeps the rest', () => {
    const packed = packedManifest(manifest);
    expect(packed).not.toHaveProperty('scripts');
    expect(packed).not.toHaveProperty('devDependencies');
    expect(packed).toMatchObject({ name: '@scope/name', files: ['bin', 'dist'], dependencies: { commander: '15' } });
  });
});
