import { crmConfig, modelsConfig, notFilledIn } from '../../app-src/src/config/external-services.ts';

const models = {
  AZURE_OPENAI_ENDPOINT: 'https://one.openai.azure.com',
  AZURE_OPENAI_API_KEY: 'key-1',
  AZURE_OPENAI_DEPLOYMENT: 'gpt-4o',
};
const crm = {
  CRM_URL: 'https://contoso.crm.dynamics.com',
  CRM_TOKEN_URL: 'https://login.microsoftonline.com/contoso/oauth2/v2.0/token',
  CRM_CLIENT_ID: 'client',
  CRM_CLIENT_SECRET: 'secret-1',
};

describe('the configuration of external services', () => {
  it('may be absent as a whole', () => {
    expect([modelsConfig({}), crmConfig({})]).toEqual([undefined, undefined]);
  });

  it('is absent while nobody has filled in the key or the secret', () => {
    expect(modelsConfig({ ...models, AZURE_OPENAI_API_KEY: notFilledIn })).toBeUndefined();
    expect(crmConfig({ ...crm, CRM_CLIENT_SECRET: notFilledIn })).toBeUndefined();
  });

  it('takes a second deployment of the same resource, or of another', () => {
    const second = { ...models, AZURE_OPENAI_FALLBACK_DEPLOYMENT: 'gpt-4o-mini' };
    expect(modelsConfig(models)?.secondary).toBeUndefined();
    expect(modelsConfig(second)?.secondary).toEqual({
      endpoint: models.AZURE_OPENAI_ENDPOINT,
      deployment: 'gpt-4o-mini',
    });
    const elsewhere = { ...second, AZURE_OPENAI_FALLBACK_ENDPOINT: 'https://two.openai.azure.com' };
    expect(modelsConfig(elsewhere)?.secondary?.endpoint).toBe('https://two.openai.azure.com');
  });

  it('takes the version of the API that a deployment needs, and refuses what is none', () => {
    const version = (AZURE_OPENAI_API_VERSION?: string) =>
      modelsConfig({ ...models, AZURE_OPENAI_API_VERSION })?.apiVersion;
    expect([version(), version('2025-04-01-preview')]).toEqual(['2024-10-21', '2025-04-01-preview']);
    expect(() => version('latest')).toThrow('AZURE_OPENAI_API_VERSION is malformed');
  });

  it.each(Object.keys(models))('refuses a group of models without %s', (name) => {
    expect(() => modelsConfig({ ...models, [name]: undefined })).toThrow(`${name} is missing`);
  });

  it.each(Object.keys(crm))('refuses a CRM without %s', (name) => {
    expect(() => crmConfig({ ...crm, [name]: undefined })).toThrow(`${name} is missing`);
  });

  it('refuses a second resource without its deployment', () => {
    const lone = { ...models, AZURE_OPENAI_FALLBACK_ENDPOINT: 'https://two.openai.azure.com' };
    expect(() => modelsConfig(lone)).toThrow('AZURE_OPENAI_FALLBACK_DEPLOYMENT is missing');
  });

  it.each([
    'one.openai.azure.com',
    'http://one.openai.azure.com',
    'ftp://x',
    'http://127.0.0.1.evil.example',
  ])('refuses to send keys to %s, and does not repeat it', (address) => {
    const refused = () => modelsConfig({ ...models, AZURE_OPENAI_ENDPOINT: address });
    expect(refused).toThrow('AZURE_OPENAI_ENDPOINT is malformed: set it to an https address');
    expect(refused).not.toThrow(address);
  });

  it('takes an unencrypted address of this machine, for stand-ins', () => {
    expect(crmConfig({ ...crm, CRM_URL: 'http://127.0.0.1:4010' })?.url).toBe('http://127.0.0.1:4010');
  });
});
