import { child, members } from '../document/located.ts';
import type { Located } from '../document/located.ts';
import { member, textMember } from '../document/parse-document.ts';
import type { Content, Encoding, Media } from './api.ts';

/** Follows references of one document. */
export type Resolve = (located: Located) => Located | null;

/** Reads `content` of a body, answer or parameter. Pure. */
export const readContent = (holder: Located, resolve: Resolve): Content =>
  new Map(
    members(child(holder, 'content')).map(([type, media]) => [
      type.trim(),
      readMedia(resolve(media) ?? media, resolve),
    ]),
  );

const readMedia = (media: Located, resolve: Resolve): Media => ({
  schema: child(media, 'schema'),
  itemSchema: child(media, 'itemSchema'),
  encoding: new Map(
    members(child(media, 'encoding')).map(([field, located]) => [
      field,
      readEncoding(resolve(located) ?? located, 'form'),
    ]),
  ),
  at: media,
});

/** How a value is written, with the defaults of the place that it stands in. Pure. */
export const readEncoding = ({ node }: Located, defaultStyle: string): Encoding => {
  const style = textMember(node, 'style') ?? defaultStyle;
  const explode = member(node, 'explode');
  return {
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form' || style === 'cookie',
    allowReserved: member(node, 'allowReserved') === true,
    contentType: textMember(node, 'contentType'),
  };
};
