import { withoutLoops } from './for-each.ts';
import { withoutServerless } from './sam.ts';
import { asTemplate, isMacro } from './shape.ts';
import { ReadError, type StackTemplate } from './template.ts';

/**
 * The stack with everything written out that CloudFormation's macros would write out before they deploy it.
 *
 * @throws ReadError when macros yield what is no template, or resources that nobody can tell
 */
export function prepared(stack: StackTemplate, where: string): StackTemplate {
  const written = withoutLoops(stack, where);
  // A loop can yield what is no resource.
  const checked = written === stack ? stack : { ...written, template: asTemplate(written.template, where) };
  const left = Object.keys(checked.template.Resources ?? {}).find(isMacro);
  if (left !== undefined) {
    throw new ReadError(
      `${where} makes resources with ${JSON.stringify(left.slice(0, 80))} from what the template does not determine; give its parameters values, or name the processed template.`,
    );
  }
  return withoutServerless(checked);
}
