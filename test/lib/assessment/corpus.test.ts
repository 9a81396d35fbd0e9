import { DISRUPTIONS } from '../../../lib/assessment/disruptions.ts';
import { parseTemplate } from '../../../lib/assessment/read/parse.ts';
import { assessCase, caseNames, differences, expectedOf, type YamlReader } from './corpus-case.ts';

const yaml: YamlReader = (text) => parseTemplate(text, 'template.yaml').template;

describe('The corpus', () => {
  test.each(caseNames())('%s has the expected result', (name) => {
    const expected = expectedOf(name);
    expect(differences(name, expected, assessCase(name, expected, yaml))).toEqual([]);
  });

  test.each(caseNames())('%s says why, and what to expect of each disruption', (name) => {
    const { why, expect: rows } = expectedOf(name);
    expect(why).toMatch(/^[A-Z].{20,}\.$/);
    expect(Object.keys(rows).sort()).toEqual([...DISRUPTIONS].sort());
  });
});
