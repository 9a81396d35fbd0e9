const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string, currency: string, compact: boolean): Intl.NumberFormat {
  const key = `${locale} ${currency} ${compact}`;
  const known = formats.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    ...(compact ? { notation: 'compact', maximumFractionDigits: 1 } : { maximumFractionDigits: 0 }),
  });
  formats.set(key, made);
  return made;
}

/**
 * An amount in the words of a language, without cents: proposals are not written to the cent.
 *
 * @param cents in hundredths of the currency
 * @param currency ISO 4217
 */
export function money(locale: string, cents: number, currency: string): string {
  return format(locale, currency, false).format(cents / 100);
}

/** As {@link money}, short: for figures beside others. */
export function shortMoney(locale: string, cents: number, currency: string): string {
  return format(locale, currency, true).format(cents / 100);
}

/** Reads an amount as a person writes it, such as `12,500.50`, in hundredths; `undefined` when it is none. */
export function centsOf(written: string): number | undefined {
  const plain = written.replace(/[\s,，$€£¥]/g, '');
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(plain)) {
    return undefined;
  }
  return Math.round(Number(plain) * 100);
}
