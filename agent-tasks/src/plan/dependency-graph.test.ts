import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findAncestors, findCycle } from './dependency-graph.ts';

/** Tasks that may depend on earlier ones only: free of cycles by construction. */
const acyclic = fc.array(fc.array(fc.nat(20), { maxLength: 3 }), { minLength: 1, maxLength: 12 }).map((rows) =>
  rows.map((row, index) => ({
    id: `t${index}`,
    dependsOn: index === 0 ? [] : row.map((place) => `t${place % index}`),
  })),
);

it('finds no cycle where each task waits for earlier ones only', () => {
  fc.assert(
    fc.property(acyclic, (tasks) => {
      expect(findCycle(tasks)).toBeNull();
    }),
  );
});

it('finds the cycle that an edge from an ancestor to its descendant makes', () => {
  fc.assert(
    fc.property(acyclic, (tasks) => {
      const last = tasks.at(-1);
      const ancestor = [...(findAncestors(tasks).get(last?.id ?? '') ?? [])][0];
      fc.pre(last !== undefined && ancestor !== undefined);
      const closed = tasks.map((task) => (task.id === ancestor ? { ...task, dependsOn: [last.id] } : task));
      const cycle = findCycle(closed) ?? [];
      expect(cycle.length).toBeGreaterThan(1);
      cycle.forEach((id, index) => {
        const next = cycle[(index + 1) % cycle.length] ?? '';
        expect(closed.find((task) => task.id === id)?.dependsOn).toContain(next);
      });
    }),
  );
});

it('counts what a task waits for through others', () => {
  const tasks = [
    { id: 'a', dependsOn: [] },
    { id: 'b', dependsOn: ['a'] },
    { id: 'c', dependsOn: ['b'] },
  ];
  expect([...(findAncestors(tasks).get('c') ?? [])].sort()).toEqual(['a', 'b']);
});
