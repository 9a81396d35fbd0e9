import { Stack } from 'aws-cdk-lib';
import { Dashboard, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../../lib/names.ts';
import { serves } from '../../traceability.ts';
import { cacheSection } from './cache.ts';
import { capacitySection } from './capacity.ts';
import { circuitBreakerSection } from './circuit-breakers.ts';
import { databaseSection } from './database.ts';
import { recoverySection } from './recovery.ts';
import { serviceLevelSection } from './service-levels.ts';
import { heading, type Section, type View } from './view.ts';
import { webVitalsSection } from './web-vitals.ts';

export interface DashboardsProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
}

/**
 * Three dashboards, which is as many as CloudWatch gives free of charge: what users get, what keeps the data, what a
 * disaster would cost. Both regions are on each, so that a takeover needs no other.
 */
export class Dashboards extends Construct {
  constructor(scope: Construct, id: string, props: DashboardsProps) {
    super(scope, id);
    const view: View = { ...props, account: Stack.of(this).account };
    this.dashboard(
      view,
      'service',
      ['A1', 'B1', 'F1', 'F2', 'F3', 'S5', 'T1'],
      [
        serviceLevelSection(this, view),
        capacitySection(view),
        circuitBreakerSection(view),
        webVitalsSection(view),
      ],
    );
    this.dashboard(view, 'data', ['B3', 'B5', 'B6'], [databaseSection(view), cacheSection(view)]);
    this.dashboard(view, 'recovery', ['D1', 'D3', 'D6'], [recoverySection(view)]);
  }

  private dashboard(
    { names }: View,
    subject: string,
    criteria: readonly string[],
    sections: readonly Section[],
  ): void {
    const dashboard = new Dashboard(this, subject, {
      dashboardName: `${names.prefix}-${subject}`,
      periodOverride: PeriodOverride.INHERIT,
      start: '-PT12H',
      widgets: sections.flatMap(({ title, rows }) => [[heading(title)], ...rows.map((row) => [...row])]),
    });
    serves(dashboard, { criteria: [...criteria, 'T5'], controls: ['NIST 800-53r5 SI-4', 'SOC 2 A1.1'] });
  }
}
