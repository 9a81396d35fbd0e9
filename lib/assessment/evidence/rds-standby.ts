import type { TemplateOrigin } from '../model.ts';
import { originOf, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asBoolean, asList, isRecord, Unresolved } from '../read/value.ts';

/** Whether an instance has a synchronous standby, and which property says so. */
export interface Standby {
  /** Undefined when the property cannot be resolved. */
  readonly present: boolean | undefined;
  readonly origin: TemplateOrigin;
}

const MIRRORING = 'SQLSERVER_MIRRORING';
/** SQL Server Express Edition cannot be mirrored. */
const WITHOUT_STANDBY = 'sqlserver-ex';

/** Multi-AZ is a property of the instance; for SQL Server it may also be the mirroring option of its option group. */
export function standbyOf(database: Resource, graph: ResourceGraph): Standby {
  const engine = property(database, 'Engine');
  if (engine === WITHOUT_STANDBY) return { present: false, origin: originOf(database, 'Engine') };
  const multiAz = property(database, 'MultiAZ');
  const own = originOf(database, 'MultiAZ');
  if (multiAz instanceof Unresolved) return { present: undefined, origin: own };
  if (asBoolean(multiAz) === true) return { present: true, origin: own };
  const mirroring =
    typeof engine === 'string' && engine.startsWith('sqlserver-')
      ? graph.named(property(database, 'OptionGroupName'), 'AWS::RDS::OptionGroup').find(mirrors)
      : undefined;
  return mirroring
    ? { present: true, origin: originOf(mirroring, 'OptionConfigurations') }
    : { present: false, origin: own };
}

function mirrors(group: Resource): boolean {
  return asList(property(group, 'OptionConfigurations')).some(
    (option) => isRecord(option) && option.OptionName === MIRRORING,
  );
}
