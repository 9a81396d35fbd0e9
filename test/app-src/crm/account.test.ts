import { readAccount } from '../../../app-src/src/crm/account.ts';

describe('an account of the CRM', () => {
  it('is worth what it is in the currency of the organisation, not in its own', () => {
    expect(readAccount({ name: 'Acme', revenue: 3_150, revenue_base: 99.6 })?.annualRevenue).toBe(100);
  });

  it('loses the NUL characters that the database could not keep', () => {
    const contact = { fullname: 'Ada\0 Lin', emailaddress1: null };
    expect(readAccount({ name: 'Acme', address1_city: 'Tai\0pei', primarycontactid: contact })).toMatchObject(
      { city: 'Taipei', contactName: 'Ada Lin', contactEmail: '', annualRevenue: 0 },
    );
  });

  it.each([undefined, 'Acme', {}, { name: '' }, { name: 'Acme', revenue_base: -1 }])('is not %j', (body) => {
    expect(readAccount(body)).toBeUndefined();
  });
});
