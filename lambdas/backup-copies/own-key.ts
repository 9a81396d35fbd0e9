/**
 * Says what is wrong with the key that something in a region is encrypted with: it must be of that region and account,
 * because a copy whose key went with another region cannot be read.
 *
 * @returns part of a sentence, or `undefined` when nothing is wrong
 */
export function ownKeyFault(
  keyArn: string | undefined,
  place: { readonly region: string; readonly account: string },
): string | undefined {
  if (keyArn === undefined) return 'no key is named that it is encrypted with';
  const [, , , region, account] = keyArn.split(':');
  return region === place.region && account === place.account
    ? undefined
    : `the key ${keyArn} is not one of ${place.region} in account ${place.account}`;
}
