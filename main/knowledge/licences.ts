/** Terms of the shipped lists, as resources/knowledge/SOURCE.md says them. */
const publishedFacts = 'Published facts, cited';
const publicDomain = 'US Government work, public domain';
const own = 'MedVault, Apache-2.0';

const terms: Readonly<Record<string, string>> = {
  ansm: 'French state publication, reused with attribution and date',
  'onc-high': publishedFacts,
  'onc-quiet': publishedFacts,
  ndfrt: publicDomain,
  betalactam: publishedFacts,
};

export const licenceOf = (listId: string): string =>
  terms[listId] ?? (/fda|label|patient|condition|disease/.test(listId) ? publicDomain : own);
