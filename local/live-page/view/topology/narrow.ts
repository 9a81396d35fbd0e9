import type { TopologyNode } from './nodes.ts';
import {
  type Arrange,
  between,
  bottom,
  centre,
  type Frame,
  frameAround,
  fromAny,
  isPrimary,
  type Link,
  middle,
  nodeHeight,
  type PlacedNode,
  type Point,
  right,
  titleHeight,
} from './places.ts';

const width = 360;
/** Where the way down to the stores goes, left of everything else. */
const spine = 5;
const left = 28;
const inner = width - left - 14;
const columnGap = 16;
const half = (inner - columnGap) / 2;
const rowGap = 12;
const frameGap = 12;
/** Room below the boxes of a frame, for the way to the right one. */
const below = 18;

/** From top to bottom, two boxes beside each other. */
export const narrow: Arrange = (nodes) => {
  let y = 2;
  /** Places rows, and moves on below them. */
  const rows = (some: readonly TopologyNode[], framed: boolean): readonly PlacedNode[] => {
    if (some.length === 0) return [];
    y += framed ? titleHeight : 0;
    const alone = some.length === 1;
    const placed = some.map((node, index) => ({
      ...{ node, height: nodeHeight, width: alone ? inner : half },
      x: left + (index % 2) * (half + columnGap),
      y: y + Math.floor(index / 2) * (nodeHeight + rowGap),
    }));
    y = Math.max(...placed.map(bottom)) + (framed ? below + frameGap : 22);
    return placed;
  };
  const users = rows([nodes.users], false);
  const balancer = rows(nodes.balancer ? [nodes.balancer] : [], false);
  const app = rows(nodes.app, true);
  const postgres = rows(nodes.postgres, true);
  const archive = rows(nodes.archive ? [nodes.archive] : [], true);
  const redis = rows(nodes.redis, true);
  const peers = rows(nodes.peers, true);
  const titled: readonly (readonly [string, readonly PlacedNode[]])[] = [
    ['Replicas of the app', app],
    ['PostgreSQL', postgres],
    ['Recovery region', archive],
    ['Redis', redis],
    ['Other services', peers],
  ];
  const frames = titled.flatMap(([title, boxes]) =>
    boxes.length === 0 ? [] : [frameAround(title, boxes, below)],
  );
  const framed = frames.find(({ title }) => title === 'Replicas of the app');
  return {
    width,
    height: y,
    nodes: [...users, ...balancer, ...app, ...postgres, ...archive, ...redis, ...peers],
    frames,
    links: [
      ...fromUsers(users[0], balancer[0], app),
      ...(framed === undefined
        ? []
        : fromApp(framed, app, [...[...postgres, ...redis].filter(isPrimary), ...peers])),
      ...[postgres, redis].flatMap(withinPair),
      ...toArchive(postgres, archive[0]),
    ],
  };
};

function fromUsers(
  users: PlacedNode | undefined,
  balancer: PlacedNode | undefined,
  app: readonly PlacedNode[],
): readonly Link[] {
  if (users === undefined || balancer === undefined) return [];
  const x = centre(balancer);
  return [
    {
      points: [
        [x, bottom(users)],
        [x, balancer.y],
      ],
      state: between(balancer),
    },
    ...app.map((replica): Link => {
      const points: Link['points'] =
        app.length === 1
          ? [
              [x, bottom(balancer)],
              [x, replica.y],
            ]
          : [
              [x, bottom(balancer)],
              [x, middle(replica)],
              [replica.x > x ? replica.x : right(replica), middle(replica)],
            ];
      return { points, state: between(balancer, replica) };
    }),
  ];
}

/** Down the left side, and to whatever the app talks to. */
function fromApp(frame: Frame, app: readonly PlacedNode[], others: readonly PlacedNode[]): readonly Link[] {
  const from = bottom(frame) - 24;
  return others.map((box): Link => {
    const under = bottom(box) + 10;
    const into: readonly Point[] =
      box.x === left
        ? [
            [spine, middle(box)],
            [box.x, middle(box)],
          ]
        : [
            [spine, under],
            [centre(box), under],
            [centre(box), bottom(box)],
          ];
    return { points: [[frame.x, from], [spine, from], ...into], state: fromAny(app, box) };
  });
}

function withinPair(pair: readonly PlacedNode[]): readonly Link[] {
  const primary = pair.find(isPrimary);
  const other = pair.find((box) => box !== primary);
  if (primary === undefined || other === undefined) return [];
  const y = middle(primary);
  return [
    {
      points:
        primary.x < other.x
          ? [
              [right(primary), y],
              [other.x, y],
            ]
          : [
              [primary.x, y],
              [right(other), y],
            ],
      state: between(primary, other),
    },
  ];
}

function toArchive(postgres: readonly PlacedNode[], archive: PlacedNode | undefined): readonly Link[] {
  const primary = postgres.find(isPrimary);
  if (primary === undefined || archive === undefined) return [];
  // Past the title of the frame below.
  const x = right(primary) - 18;
  return [
    {
      points: [
        [x, bottom(primary)],
        [x, archive.y],
      ],
      state: between(primary, archive),
    },
  ];
}
