/** An item or listener that the page shows by a name. */
export type Nameable = { readonly id: string; readonly kind: string; readonly artist?: string };

/**
 * A made-up name for each id, so that a view reads like one; nobody's music is called so on purpose. The same ids get the
 * same names. Pure.
 */
export const nameItems = (items: readonly Nameable[]): Record<string, string> =>
  Object.fromEntries(items.map((item) => [item.id, nameOf(item)]));

const nameOf = ({ id, kind, artist = '' }: Nameable): string => {
  const pair = pairOf(numberOf(id));
  return (naming[kind] ?? naming['track'])?.({ pair, artist: artistName(artist), id }) ?? id;
};

type Parts = { readonly pair: readonly [string, string]; readonly artist: string; readonly id: string };

const naming: Readonly<Record<string, (parts: Parts) => string>> = {
  track: ({ pair: [first, second] }) => `${first} ${second}`,
  album: ({ pair: [first, second] }) => `The ${first} ${second}`,
  lyrics: ({ pair: [first, second] }) => `Lyrics: ${first} ${second}`,
  artist: ({ artist }) => artist,
  playlist: ({ pair: [first] }) => `${first} Hours`,
  podcast: ({ pair: [, second] }) => `Talking ${second}`,
  concert: ({ artist }) => `${artist}, live`,
  merch: ({ artist }) => `${artist} shirt`,
  performer: ({ id }) => artistName(id),
  listener: ({ id }) => firstNames[numberOf(id) % firstNames.length] ?? id,
};

const artistName = (id: string): string => {
  const number = numberOf(id);
  return `${firstNames[number % firstNames.length] ?? ''} ${lastNames[(number * 7) % lastNames.length] ?? ''}`.trim();
};

const numberOf = (id: string): number => Number(/\d+$/.exec(id)?.[0] ?? 0);

// 24 × 24 pairs, and 97 shares no factor with them: no two numbers below 576 get the same pair.
const pairOf = (number: number): readonly [string, string] => {
  const at = (number * 97) % (adjectives.length * nouns.length);
  return [adjectives[at % adjectives.length] ?? '', nouns[Math.floor(at / adjectives.length)] ?? ''];
};

const adjectives =
  'Quiet Amber Paper Slow Northern Electric Hollow Golden Distant Velvet Broken Silver Early Open Restless Winter Borrowed Neon Gentle Crooked Copper Endless Salt Second'.split(
    ' ',
  );
const nouns =
  'Harbour River Signals Garden Rooms Letters Summer Highway Machines Weather Mirrors Orchard Satellites Window Islands Morning Lanterns Atlas Station Echoes Meadow Thunder Bridges Tides'.split(
    ' ',
  );
const firstNames =
  'Ada Bruno Clara Dario Elif Finn Greta Hugo Ines Jonas Kira Leon Mira Nils Olga Pavel Quinn Rosa Samir Tove Uma Viktor Wanda Yusuf'.split(
    ' ',
  );
const lastNames =
  'Lumen Vale Okafor Marsh Rivera Stone Winter Kaya Bloom Frost Hart Ito Jansen Keller Lark Moreno North Osei Park Quist Reed Solis Tanaka'.split(
    ' ',
  );
