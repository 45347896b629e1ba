import type { FindingData, Json } from '../../../guardrail.ts';
import { breakMessage, textOf as text, type Message } from '../message.ts';

/** ` The compiler says so of this consumer: … → TS2339: …`. */
const shown = ({ witness }: FindingData): string => {
  if (typeof witness !== 'object' || witness === null || Array.isArray(witness)) return '';
  const { source, why } = witness as { readonly source?: Json; readonly why?: Json };
  const code = text(source)
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim())
    .join(' ');
  return ` This compiled and no longer does: \`${code}\` (${text(why)}).`;
};

/** ` (also in a, b)` for what is met through several exports. */
const reach = ({ symbols, symbolCount }: FindingData): string => {
  const names = Array.isArray(symbols) ? (symbols as readonly Json[]).slice(1).map(text) : [];
  const more = Number(symbolCount ?? 0) - names.length - 1;
  return names.length === 0 ? '' : ` (met in ${names.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''} too)`;
};

const change = ({ from, to }: FindingData): string => `went from \`${text(from)}\` to \`${text(to)}\``;

const message = (what: Message, wayOut: string): Message =>
  breakMessage({
    what: (data) => `${text(data['document'])}: ${what(data)}${reach(data)}.${shown(data)}`,
    why: '',
    wayOut,
  });

const place = ({ where }: FindingData): string => `\`${text(where)}\``;

/** Code → text from data, for the exported types of packages. */
export const typescriptMessages: { readonly [code: string]: Message } = {
  'contract/export-removed': message(
    (d) => `${place(d)} is no longer exported`,
    'Whoever imports it no longer compiles. Export it as before, mark it `@deprecated` and remove it in a major version; after a rename export both names.',
  ),
  'contract/export-kind-changed': message(
    (d) => `${place(d)} was a ${text(d['from'])} and is a ${text(d['to'])}`,
    'Whoever uses it as what it was no longer compiles. Keep it as it was and add the new form under another name.',
  ),
  'contract/parameter-required': message(
    (d) => `the parameter ${place(d)} must now be given`,
    'Calls without it no longer compile. Make it optional with a default that means what was meant before, or add another function.',
  ),
  'contract/parameter-narrowed': message(
    (d) => `${place(d)} takes less: it ${change(d)}`,
    'Whoever gives what was right before no longer compiles. Go on taking it, by a union or an overload.',
  ),
  'contract/parameter-removed': message(
    (d) => `the parameter ${place(d)} is gone`,
    'Calls that give it, and callbacks that take it, no longer compile. Keep it, ignored if need be and marked `@deprecated`.',
  ),
  'contract/return-widened': message(
    (d) => `what ${place(d)} gives is not what it was: it ${change(d)}`,
    'Whoever uses the result as what it was no longer compiles. Keep the result and add the new one in another function or behind an option.',
  ),
  'contract/callback-widened': message(
    (d) => `what the callback is given at ${place(d)} is not what it was: it ${change(d)}`,
    'Callbacks written for the old type no longer compile. Go on giving what was given, and add the new data in another parameter.',
  ),
  'contract/overload-removed': message(
    (d) => `${place(d)} can no longer be called as \`${text(d['from'])}\`, or gives something else then`,
    'Such calls no longer compile. Keep the overload, and keep it before those that also match.',
  ),
  'contract/member-removed': message(
    (d) => `the member ${place(d)} is gone`,
    'Whoever reads it, or gives it in an object literal, no longer compiles. Keep it, mark it `@deprecated`, and add the new one beside it.',
  ),
  'contract/member-required': message(
    (d) => `the member ${place(d)} must now be given`,
    'Whoever builds such an object, or extends the class, no longer compiles. Make it optional with a default that means what was meant before.',
  ),
  'contract/member-optional': message(
    (d) => `the member ${place(d)} was always there and may now be absent`,
    'Whoever reads it without asking no longer compiles. Keep it required and always fill it.',
  ),
  'contract/member-widened': message(
    (d) => `the member ${place(d)} ${change(d)}`,
    'Whoever reads it as what it was no longer compiles. Keep it and add a new member for the new values.',
  ),
  'contract/member-narrowed': message(
    (d) => `the member ${place(d)} takes less: it ${change(d)}`,
    'Whoever gives what was right before no longer compiles. Go on taking it, by a union.',
  ),
  'contract/member-readonly': message(
    (d) => `the member ${place(d)} can no longer be written`,
    'Whoever assigns to it no longer compiles. Keep it writable, or add a method that sets it first and say when writing ends.',
  ),
  'contract/member-hidden': message(
    (d) => `the member ${place(d)} is private or protected now`,
    'Whoever uses it no longer compiles. Keep it visible and mark it `@deprecated`.',
  ),
  'contract/type-parameters-changed': message(
    (d) => `the type parameters of ${place(d)} went from \`${text(d['from'])}\` to \`${text(d['to'])}\``,
    'Whoever names them no longer compiles. Give a new type parameter a default, and keep constraints as wide as they were.',
  ),
  'contract/enum-member-removed': message(
    (d) => `the enum member ${place(d)} is gone`,
    'Whoever names it no longer compiles. Keep it and mark it `@deprecated`.',
  ),
  'contract/enum-member-changed': message(
    (d) => `the value of the enum member ${place(d)} ${change(d)}`,
    'Values that were stored or sent mean something else now. Keep the value and add a new member.',
  ),
  'contract/enum-member-added': message(
    (d) => `the enum member ${place(d)} is new`,
    'Whoever lists all members (an exhaustive switch, a record) no longer compiles. Say so in the release notes, or give the new value only to those who ask for it.',
  ),
  'contract/constructor-hidden': message(
    (d) => `${place(d)} can no longer be constructed: its constructor ${change(d)}`,
    'Whoever writes `new` no longer compiles. Keep the constructor and add the factory beside it.',
  ),
  'contract/class-made-nominal': message(
    (d) => `the class ${place(d)} got its first private member`,
    'Objects of the same shape (in tests, for example) are no longer taken for it. Keep the state outside of the class, or export an interface to be used in parameters.',
  ),
  'contract/type-changed': message(
    (d) => `${place(d)} ${change(d)}`,
    'Whoever uses it as what it was no longer compiles. Keep it and add the new one under another name.',
  ),
};
