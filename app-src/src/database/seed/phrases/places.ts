export const industries = [
  ...[
    'Manufacturing',
    'Retail',
    'Banking',
    'Insurance',
    'Healthcare',
    'Logistics',
    'Energy',
    'Telecommunications',
  ],
  ...['Semiconductors', 'Education', 'Public sector', 'Hospitality', 'Construction', 'Food and beverage'],
] as const;

export const countries = [
  {
    country: 'United States',
    cities: ['New York', 'Chicago', 'Austin', 'Seattle', 'Atlanta', 'Denver', 'Boston'],
  },
  { country: 'United Kingdom', cities: ['London', 'Manchester', 'Leeds', 'Bristol', 'Edinburgh'] },
  { country: 'Germany', cities: ['Berlin', 'Hamburg', 'Munich', 'Cologne', 'Stuttgart', 'Leipzig'] },
  { country: 'Netherlands', cities: ['Amsterdam', 'Rotterdam', 'Utrecht', 'Eindhoven'] },
  { country: 'France', cities: ['Paris', 'Lyon', 'Lille', 'Toulouse', 'Nantes'] },
  { country: 'Spain', cities: ['Madrid', 'Barcelona', 'Valencia', 'Bilbao'] },
  { country: 'Sweden', cities: ['Stockholm', 'Gothenburg', 'Uppsala'] },
  { country: 'Japan', cities: ['Tokyo', 'Osaka', 'Nagoya', 'Fukuoka'] },
] as const;
