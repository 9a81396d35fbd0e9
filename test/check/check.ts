/** What a check found: nothing, or what is wrong, one line each. */
export type Findings = readonly string[];

export interface Check {
  readonly name: string;
  run(root: string): Promise<Findings>;
}
