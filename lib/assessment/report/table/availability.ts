import { formatDuration } from '../../../duration.ts';
import type { Assessment, JourneyAvailability } from '../../model.ts';
import { floorSentence } from '../sentences.ts';
import { percentText, VERDICT_WORD } from '../words.ts';
import { type Cell, columnWidths, gridLine, gridWidth } from './grid.ts';
import type { Paint } from './paint.ts';
import { wrapBehind } from './text.ts';

const INDENT = '  ';

/** Two numbers per journey that are never mixed: what contracts promise and what failure rates give. */
export function availabilityLines(assessment: Assessment, width: number, paint: Paint): string[] {
  if (assessment.availability.length === 0) return [`${INDENT}No user journey was found.`];
  const target = `> ${assessment.objectives.availabilityPercent} %`;
  const head: Cell[] = ['JOURNEY', 'EXPECTED', 'LOST A YEAR', 'TARGET', 'VERDICT', 'CONTRACT FLOOR'].map(
    (text) => ({
      text,
      paint: paint.quiet,
    }),
  );
  const rows = assessment.availability.map((journey) => cells(journey, target, paint));
  const widths = columnWidths([head, ...rows]);
  const grid =
    INDENT.length + gridWidth(widths) <= width
      ? [head, ...rows].map((row) => INDENT + gridLine(row, widths))
      : assessment.availability.flatMap((journey) => stacked(journey, target, width, paint));
  const note = `Expected value and floor answer different questions and are never mixed; the verdict is on the expected value. ${floorSentence(assessment)}`;
  return [...grid, ...wrapBehind(INDENT, note, width).map((line) => paint.quiet(line))];
}

function cells(journey: JourneyAvailability, target: string, paint: Paint): Cell[] {
  return [
    { text: journey.journey, paint: paint.strong },
    { text: percentText(journey.expectedPercent) },
    { text: lost(journey) },
    { text: target, paint: paint.quiet },
    { text: verdict(journey), paint: (text) => paint.verdict(journey.verdict, text) },
    { text: percentText(journey.floorPercent) },
  ];
}

function stacked(journey: JourneyAvailability, target: string, width: number, paint: Paint): string[] {
  return [
    `${INDENT}${paint.strong(journey.journey)}  ${paint.verdict(journey.verdict, verdict(journey))}`,
    ...wrapBehind(
      '    ',
      `expected ${percentText(journey.expectedPercent)} (${lost(journey)} lost a year), target ${target}`,
      width,
    ),
    ...wrapBehind('    ', `contract floor ${percentText(journey.floorPercent)}`, width),
  ];
}

function lost(journey: JourneyAvailability): string {
  return formatDuration(journey.expectedLosses.reduce((sum, loss) => sum + loss.secondsPerYear, 0));
}

function verdict(journey: JourneyAvailability): string {
  const { glyph, word } = VERDICT_WORD[journey.verdict];
  return `${glyph} ${word}`;
}
