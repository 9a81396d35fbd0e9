/** A row of a list: an item, or the place that one will take. */
export interface Slot<Item> {
  readonly key: string;
  readonly item: Item | undefined;
}

/** The rows of a list that may not be there yet: `count` places of the same size keep the page from moving. */
export function slots<Item extends { readonly id: string }>(
  items: readonly Item[] | undefined,
  count: number,
): readonly Slot<Item>[] {
  return (
    items?.map((item) => ({ key: item.id, item })) ??
    Array.from({ length: count }, (_, place) => ({ key: `place-${place}`, item: undefined }))
  );
}
