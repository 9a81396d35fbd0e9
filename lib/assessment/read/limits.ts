/** CloudFormation itself accepts no template above 1 MB; more than ten times that is no template. */
export const MAX_JSON_BYTES = 16 * 1024 * 1024;
/** What CloudFormation accepts: a hostile YAML text of this size takes seconds to parse, and more would take minutes. */
export const MAX_YAML_BYTES = 1024 * 1024;
/** A manifest or template nested deeper was not written to be deployed. */
export const MAX_NESTING = 100;
/** Values of one template after its YAML aliases or its loops have been written out. */
export const MAX_VALUES = 1_000_000;
/** Resources of one template after its loops: CloudFormation deploys 500. */
export const MAX_LOOP_ENTRIES = 20_000;
/** Entries of a folder that are looked at. */
export const MAX_FOLDER_ENTRIES = 100_000;
/** Characters that a text may grow to through substitutions: user data, the longest there is, ends at 16 KB. */
export const MAX_TEXT = 65_536;
/** Characters of all texts that one stack's functions put together. */
export const MAX_STACK_TEXT = 100_000_000;
/** Items of a list that a function or parameter yields; no property takes more. */
export const MAX_ITEMS = 1_000;
/** Stacks inside stacks inside stacks. */
export const MAX_NESTED_STACKS = 1_000;
