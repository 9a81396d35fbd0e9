/** What the package `holdfast` offers to other CDK apps and programs. */

export { type Advice, advise, type Fragility, type MendAdvice } from './assessment/advise.ts';
export { type AssessOptions, assess } from './assessment/assess.ts';
export { ASSUMPTIONS, type AssumptionId } from './assessment/assumptions.ts';
export { type AssessmentDiff, diffAssessments } from './assessment/diff.ts';
export { DISRUPTIONS, type Disruption } from './assessment/disruptions.ts';
export { ExplainError, type Explanation, explain, findMeant } from './assessment/explain.ts';
export {
  MeasuredError,
  type Measurement,
  measuredAssumptions,
  parseMeasurements,
} from './assessment/measured.ts';
export type {
  Assessment,
  Component,
  ComponentEstimate,
  DisruptionResult,
  Estimate,
  Finding,
  JourneyAvailability,
  Judged,
  Mend,
  Objectives,
  Origin,
  Route,
  Term,
  Verdict,
} from './assessment/model.ts';
export { ResilienceValidation } from './assessment/plugin.ts';
export { readAssembly } from './assessment/read/assembly.ts';
export { type InputOptions, readInput } from './assessment/read/input.ts';
export {
  ReadError,
  type StackTemplate,
  type Template,
  type TemplateResource,
} from './assessment/read/template.ts';
export { renderHtml } from './assessment/report/html.ts';
export { renderJson } from './assessment/report/json.ts';
export { renderMarkdown } from './assessment/report/markdown.ts';
export { renderSarif } from './assessment/report/sarif.ts';
export { renderTable } from './assessment/report/table.ts';
export { writeReports } from './assessment/report/write.ts';
export { applyChanges, ChangeError, type PropertyChange, parseChange } from './assessment/what-if.ts';
