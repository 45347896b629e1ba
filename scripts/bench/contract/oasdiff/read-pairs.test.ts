import { describe, expect, it } from 'vitest';
import { readPairs } from './read-pairs.ts';
import { readRules } from './read-rules.ts';

const rules = readRules([
  `const (
	PropertyMaxDecreasedId = "property-max-decreased"
	EndpointAddedId        = "endpoint-added"
)`,
  `newBackwardCompatibilityRule(PropertyMaxDecreasedId, ERR, PropertyMaxCheck, DirectionRequest),
newBackwardCompatibilityRule(EndpointAddedId, INFO, EndpointCheck, DirectionNone),`,
]);

const document = `openapi: 3.0.0
paths:
  /pets:
    post:
      parameters:
        - { name: token, in: header, schema: { type: string } }
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Pet' }
components:
  schemas:
    Pet: { type: object, properties: { age: { type: integer, maximum: 20 } } }
`;

/** A Go test whose body stands between the loading of two documents and their comparison. */
const goTest = (changes: string, says: string): string => `package checker_test

func TestIt(t *testing.T) {
	s1, err := open("../data/pets.yaml")
	require.NoError(t, err)
	s2, err := open("../data/pets.yaml")
	require.NoError(t, err)

${changes}

	d, osm, err := diff.GetWithOperationsSourcesMap(diff.NewConfig(), s1, s2)
	require.NoError(t, err)
	errs := checker.CheckBackwardCompatibility(allChecksConfig(), d, osm)
${says}
}
`;

const read = (changes: string, says = '	requireSingleChange(t, errs, checker.PropertyMaxDecreasedId)') =>
  readPairs([{ name: 'it_test.go', source: goTest(changes, says) }], rules, (path) =>
    path === 'data/pets.yaml' ? document : null,
  );

const age =
  's2.Spec.Paths.Value("/pets").Post.RequestBody.Value.Content["application/json"].Schema.Value.Properties["age"].Value';

type Changed = { readonly components: { readonly schemas: { readonly Pet: { properties: { age: object } } } } };

describe('reading pairs from Go tests', () => {
  it('follows references as shared objects when a test changes a document', () => {
    const [pair] = read(`	max := float64(10)\n	${age}.Max = &max`).pairs;
    expect((JSON.parse(pair?.head ?? '{}') as Changed).components.schemas.Pet.properties.age).toEqual({
      type: 'integer',
      maximum: 10,
    });
    expect([pair?.base, pair?.verdict, pair?.expected]).toEqual([document, 'breaking', ['property-max-decreased']]);
  });

  it('understands literals of structures, and takes nil for nothing', () => {
    const { pairs } = read(
      `	${age}.Max = nil\n	${age}.Type = &openapi3.Types{"string", "null"}\n	${age}.Enum = []any{"a", "b"}`,
    );
    expect((JSON.parse(pairs[0]?.head ?? '{}') as Changed).components.schemas.Pet.properties.age).toEqual({
      type: ['string', 'null'],
      enum: ['a', 'b'],
    });
  });

  it('finds parameters and deletes what a test deletes', () => {
    const { pairs } = read('	deleteParam(s2.Spec.Paths.Value("/pets").Post, openapi3.ParameterInHeader, "token")');
    expect((JSON.parse(pairs[0]?.head ?? '{}') as { paths: object }).paths).toMatchObject({
      '/pets': { post: { parameters: [] } },
    });
  });

  it('calls a pair safe only where the test says all that there is', () => {
    const empty = read(`	${age}.Description = "x"`, '	require.Empty(t, errs)').pairs;
    const some = read(`	${age}.Description = "x"`, '	require.True(t, containsId(errs, checker.EndpointAddedId))').pairs;
    expect([empty.map(({ verdict }) => verdict), some]).toEqual([['safe'], []]);
  });

  it('names a test that it does not understand instead of guessing', () => {
    const { pairs, skipped } = read('	s2.Spec.Frobnicate(1)');
    expect([pairs, skipped.map(({ why }) => why)]).toEqual([[], ['the method Frobnicate is not known']]);
  });
});
