import picocolors from 'picocolors';
import type { Colours } from '../report/colours.ts';

/** Colours and width of a stream: colour only on a terminal; NO_COLOR and FORCE_COLOR decide before it. */
export const terminal = (stream: NodeJS.WriteStream): { readonly colours: Colours; readonly width: number } => {
  const { NO_COLOR: no, FORCE_COLOR: force } = process.env;
  const isColoured = no !== undefined && no !== '' ? false : force !== undefined && force !== '0' ? true : stream.isTTY;
  return { colours: picocolors.createColors(isColoured), width: Math.max(60, Math.min(stream.columns || 100, 120)) };
};
