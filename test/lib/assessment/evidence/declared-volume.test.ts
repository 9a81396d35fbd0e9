import { routeOf } from '../components/find.ts';
import { assessResources, resource } from '../templates.ts';

/** The term of the volume when a cluster is restored to before damage, or why there is none. */
function volume(Metadata: Record<string, unknown>) {
  const cluster = resource('AWS::RDS::DBCluster', { Engine: 'aurora-mysql' }, { Metadata });
  const { rto } = routeOf(
    assessResources({ Cluster: cluster }),
    'Cluster',
    'corruption',
    'cluster.point-in-time',
  );
  return rto.kind === 'estimate' ? rto.terms.at(-1) : rto;
}

describe('The size of a cluster volume', () => {
  test('is assumed, and the term says so, where nobody declares it', () => {
    expect(volume({})).toMatchObject({
      label: 'The volume is restored, at a size that is assumed',
      formula: '100 GiB x 10.2 s/GiB',
      origins: [{ kind: 'assumption', id: 'cluster.volume' }, { kind: 'assumption' }],
    });
  });

  test('is what the metadata of the cluster declares', () => {
    expect(volume({ Holdfast: { VolumeGiB: 500 } })).toMatchObject({
      seconds: 5100,
      origins: [
        { kind: 'template', path: 'Metadata.Holdfast.VolumeGiB', value: 500 },
        { kind: 'assumption' },
      ],
    });
  });

  test.each([0, -5, 'large', null])('is not known when %p is declared', (written) => {
    expect(volume({ Holdfast: { VolumeGiB: written } })).toMatchObject({
      kind: 'unknown',
      mends: [{ property: 'Metadata.Holdfast.VolumeGiB' }],
    });
  });
});
