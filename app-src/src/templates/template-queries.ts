import { eq } from 'drizzle-orm';
import type { Orm } from '../database/orm.ts';
import { templates } from '../database/schema/index.ts';
import type { Locale } from '../i18n/locales.ts';
import type { RichText } from '../proposals/proposal.ts';
import type { TemplateSummary } from './template.ts';

/** By name, without their texts; a language has a handful. */
export function listTemplates(orm: Orm, { locale }: { readonly locale: Locale }): Promise<TemplateSummary[]> {
  return orm
    .select({ id: templates.id, name: templates.name, description: templates.description })
    .from(templates)
    .where(eq(templates.locale, locale))
    .orderBy(templates.name);
}

export type Template = TemplateSummary & { readonly locale: Locale; readonly content: RichText };

/** By the primary key. */
export async function findTemplate(orm: Orm, { id }: { readonly id: string }): Promise<Template | undefined> {
  const [template] = await orm.select().from(templates).where(eq(templates.id, id));
  return template;
}
