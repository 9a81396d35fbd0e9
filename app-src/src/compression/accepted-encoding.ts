/** Encodings of bodies, the better one first. */
const encodings = ['br', 'gzip'] as const;

export type Encoding = (typeof encodings)[number];

/** The better of the encodings that a client's `Accept-Encoding` takes; undefined when it takes neither. RFC 9110, section 12.5.3. */
export function acceptedEncoding(header: string | undefined): Encoding | undefined {
  const accepted = new Map((header ?? '').toLowerCase().split(',').map(weighted));
  const others = accepted.get('*') ?? 0;
  return encodings.find((encoding) => (accepted.get(encoding) ?? others) > 0);
}

/** "gzip;q=0.5" as its name and weight. */
function weighted(part: string): [string, number] {
  const [name = '', ...parameters] = part.split(';').map((word) => word.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return [name, quality === undefined ? 1 : Number(quality) || 0];
}
