import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Assessment, Finding } from '../../model.ts';
import type { StackTemplate } from '../../read/template.ts';

/** A resource in a template file. */
export interface Place {
  readonly stack: string;
  readonly logicalId: string;
  readonly constructPath?: string;
  readonly property?: string;
  /** Address of the template, relative to the root where it lies below it. */
  readonly uri: string;
  readonly line: number;
}

/**
 * Where a finding is shown: at what mends it, else at its component, else at the first resource there is, for code
 * scanning refuses a result without a place. Line 1 where the reader kept no lines.
 */
export function placesOf(
  finding: Finding,
  assessment: Assessment,
  stacks: readonly StackTemplate[],
  root: string | undefined,
): readonly Place[] {
  const component = assessment.components.find(({ id }) => id === finding.component);
  const resources: readonly Omit<Place, 'uri' | 'line'>[] =
    finding.mends.length > 0 ? finding.mends : component ? [component] : fallback(assessment);
  return resources.map(({ stack, logicalId, constructPath, property }) => {
    const template = stacks.find(({ name }) => name === stack);
    const file = (template && pathOf(template)) ?? fileOf(assessment, stack);
    return {
      stack,
      logicalId,
      constructPath,
      property,
      uri: uriOf(file, root),
      line: lineOf(template, logicalId),
    };
  });
}

function fallback(assessment: Assessment): readonly Omit<Place, 'uri' | 'line'>[] {
  const [component] = assessment.components;
  if (component) return [component];
  const stack =
    assessment.stacks.find(({ firstResource }) => firstResource !== undefined) ?? assessment.stacks[0];
  return [{ stack: stack?.name ?? 'none', logicalId: stack?.firstResource ?? 'none' }];
}

/** Path of the template as the user named it; standard input has none. */
function pathOf({ path, file }: StackTemplate): string {
  return path === undefined || path === '-' ? file : path;
}

function lineOf(template: StackTemplate | undefined, logicalId: string): number {
  const line = template?.lines?.[logicalId];
  return line !== undefined && Number.isInteger(line) && line > 0 ? line : 1;
}

function fileOf(assessment: Assessment, stack: string): string {
  return assessment.stacks.find(({ name }) => name === stack)?.template ?? 'template.json';
}

function uriOf(file: string, root: string | undefined): string {
  const below = root !== undefined && isAbsolute(file) ? relative(root, file) : file;
  if (isAbsolute(below) || below.startsWith('..')) return pathToFileURL(file).href;
  return below
    .split(sep === '\\' ? /[\\/]/ : '/')
    .filter((part) => part !== '.')
    .map(encodeURIComponent)
    .join('/');
}
