import { InvalidArgumentError } from 'commander';

/** The parser of an option that takes a whole number, both bounds included. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < from || number > to) {
      throw new InvalidArgumentError(`Give a whole number from ${from} to ${to}.`);
    }
    return number;
  };
}
