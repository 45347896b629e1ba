const block =
  /-----BEGIN ((?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?)-----((?:\\r|\\n|\s|[A-Za-z0-9+/=:,."'`()\-]){40,20000}?)-----END \1-----/g;

/** A block of a private key in a text, and whether its content holds. */
export type PrivateKeyBlock = {
  readonly at: number;
  readonly text: string;
  /** The content without line ends: what tells two keys apart. */
  readonly body: string;
  /** True where the content decodes to what its kind of key begins with and is as long as it says. */
  readonly isVerified: boolean;
};

/** Finds PEM, OpenSSH and PGP private keys, also inside a string literal with `\n`. Pure; linear in the text. */
export const findPrivateKeys = (text: string): readonly PrivateKeyBlock[] =>
  Array.from(text.matchAll(block), (match) => {
    const body = (match[2] ?? '')
      .replaceAll(/\\[rn]/g, '\n')
      .split('\n')
      // Headers of an encrypted or armoured key (`Proc-Type: 4,ENCRYPTED`, `Version: …`) are no content.
      .filter((line) => !/^[\s"'`+]*[A-Za-z-]+: /.test(line))
      .join('')
      .replaceAll(/[^A-Za-z0-9+/=]/g, '');
    return { at: match.index, text: match[0], body, isVerified: holds(match[1] ?? '', Buffer.from(body, 'base64')) };
  });

const holds = (kind: string, bytes: Buffer): boolean => {
  if (bytes.length < 40) return false;
  if (kind.includes('OPENSSH')) return bytes.toString('latin1', 0, 14) === 'openssh-key-v1';
  // OpenPGP, RFC 9580: a packet starts with the highest bit set; tag 5 is a secret key.
  if (kind.includes('PGP')) return [0x94, 0x95, 0x96, 0xc5].includes(bytes[0] ?? 0);
  return isSequence(bytes);
};

/** DER: one SEQUENCE (0x30) that is exactly as long as it says. */
const isSequence = (bytes: Buffer): boolean => {
  if (bytes[0] !== 0x30) return false;
  const first = bytes[1] ?? 0;
  if (first < 0x80) return first + 2 === bytes.length;
  const width = first & 0x7f;
  return (
    width <= 4 && width >= 1 && bytes.length > 2 + width && bytes.readUIntBE(2, width) + 2 + width === bytes.length
  );
};
