/** What servers put in front of the paths of a document. */
const prefix = /^(?:api|rest|v\d+(?:\.\d+)?)$/u;

/** Whether a path that a program asks for can be one of a template: `/api/users/{}` of `/users/{id}`. Pure. */
export const matchesTemplate = (path: string, template: string): boolean => {
  const [given, wanted] = [segmentsOf(path), segmentsOf(template)];
  const extra = given.length - wanted.length;
  if (extra < 0 || wanted.length === 0) return false;
  if (!given.slice(0, extra).every((segment) => prefix.test(segment))) return false;
  const own = given.slice(extra);
  const isSame = (segment: string, index: number): boolean => {
    const target = wanted[index] ?? '';
    return target.includes('{') || segment === target;
  };
  // A path that is all placeholders could be any.
  return (
    own.every(isSame) &&
    own.some((segment, index) => segment === wanted[index] || wanted.every((one) => one.includes('{')))
  );
};

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');
