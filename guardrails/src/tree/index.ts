export type { Checkout, Tree, TreeEntry } from './tree.ts';
