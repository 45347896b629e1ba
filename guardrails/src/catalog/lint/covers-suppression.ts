import type { Suppression } from './lint-evidence.ts';

/**
 * Whether the first comment silences all that the second does: the same tool and reach, or a wider one, and its rules hold those of
 * the other (none named: all). Pure.
 */
export const coversSuppression = (wide: Suppression, narrow: Suppression): boolean => {
  const [one, other] = [silenced(wide), silenced(narrow)];
  if (one.tool !== other.tool || one.reach < other.reach) return false;
  if (one.rules.size === 0) return true;
  return other.rules.size > 0 && [...other.rules].every((rule) => one.rules.has(rule));
};

type Silenced = { readonly tool: string; readonly reach: number; readonly rules: ReadonlySet<string> };

const silenced = ({ directive, text }: Suppression): Silenced => {
  const [tool = ''] = directive.split(/[- ]/u);
  const said = text.slice(text.indexOf(directive) + directive.length).replace(/\*\/$/u, '');
  // What comes after is the reason, which silences nothing.
  const named = said.replace(/\s--\s.*$/u, '').replace(tool === 'biome' ? /:.*$/u : /$^/u, '');
  return { tool, reach: reachOf(directive), rules: new Set(named.split(/[\s,]+/u).filter((rule) => rule !== '')) };
};

/** A line, the next line or node, a whole file. */
const reachOf = (directive: string): number =>
  /-(?:line|next-line)$|next$|if|else$|^biome-ignore$/u.test(directive) ? 0 : 1;
