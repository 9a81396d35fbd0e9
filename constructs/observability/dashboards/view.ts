import {
  GraphWidget,
  type GraphWidgetProps,
  type IMetric,
  type IWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../../lib/names.ts';
import type { RegionRole } from '../../service/task-bounds.ts';

/** What a dashboard's sections are drawn from: names and configuration, for no stack is asked. */
export interface View {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  /** Account that the alarms are in. */
  readonly account: string;
}

/** A part of a dashboard: a heading, and rows of widgets under it. */
export interface Section {
  readonly title: string;
  readonly rows: readonly (readonly IWidget[])[];
}

/** Both regions, the serving one first. */
export const ROLES: readonly RegionRole[] = ['primary', 'recovery'];

/** Columns that a dashboard has. */
const COLUMNS = 24;

export function regionOf({ config }: View, role: RegionRole): string {
  return config.regions[role].name;
}

export interface Line {
  readonly value: number;
  readonly label: string;
}

export interface GraphSpec {
  readonly title: string;
  readonly metrics: readonly IMetric[];
  /** Number of graphs beside each other. */
  readonly across: number;
  readonly unit: string;
  /** Where an alarm or an objective stands. */
  readonly lines?: readonly Line[];
  /** Upper end of the axis; for shares, 100. */
  readonly upTo?: number;
}

/** One graph of one region. */
export function graph(region: string, spec: GraphSpec): GraphWidget {
  const axis: GraphWidgetProps['leftYAxis'] = {
    min: 0,
    ...(spec.upTo !== undefined && { max: spec.upTo }),
    label: spec.unit,
    showUnits: false,
  };
  return new GraphWidget({
    title: `${spec.title}, ${region}`,
    region,
    width: COLUMNS / spec.across,
    height: 6,
    left: [...spec.metrics],
    leftYAxis: axis,
    leftAnnotations: (spec.lines ?? []).map(({ value, label }) => ({ value, label })),
  });
}

export function heading(title: string): TextWidget {
  return new TextWidget({ markdown: `## ${title}`, width: COLUMNS, height: 1 });
}
