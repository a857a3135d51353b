import { describe, expect, it } from 'vitest'
import { readConfiguration, takeConfiguration } from '../../../../src/main/app/configuration.ts'

const venue = { BALIE_RECRAS_URL: 'https://demo.recras.nl/', BALIE_API_KEY: 'secret-key' }
const read = (environment: Record<string, string | undefined>) => readConfiguration(environment)

describe('the managed configuration', () => {
  it('takes the key out of the environment, whose copies go to other processes', () => {
    const environment: Record<string, string | undefined> = { ...venue, HOME: '/home/desk' }
    expect(takeConfiguration(environment).configuration.venue?.key).toBe('secret-key')
    expect(environment).toEqual({ BALIE_RECRAS_URL: venue.BALIE_RECRAS_URL, HOME: '/home/desk' })
  })

  it('is empty by default', () => {
    expect(read({})).toEqual({
      configuration: {
        venue: null,
        timezone: 'Europe/Amsterdam',
        language: null,
        pollSeconds: 30,
        demo: false,
        kiosk: false,
        errors: [],
      },
      suggestedOrigin: null,
    })
  })

  it('takes everything that is right', () => {
    expect(
      read({
        ...venue,
        BALIE_TIMEZONE: 'Europe/Lisbon',
        BALIE_LANGUAGE: 'EN',
        BALIE_POLL_SECONDS: '1',
        BALIE_KIOSK: '1',
      }).configuration,
    ).toEqual({
      venue: { origin: 'https://demo.recras.nl', key: 'secret-key' },
      timezone: 'Europe/Lisbon',
      language: 'en',
      pollSeconds: 1,
      demo: false,
      kiosk: true,
      errors: [],
    })
  })

  it.each([
    ['BALIE_RECRAS_URL', 'nonsense', 'not-an-address'],
    ['BALIE_RECRAS_URL', 'http://demo.recras.nl', 'not-https'],
    ['BALIE_API_KEY', 'a b', 'white-space'],
    ['BALIE_API_KEY', 'secret-key\n', 'white-space'],
    ['BALIE_TIMEZONE', 'Amsterdam', 'unknown-zone'],
    ['BALIE_LANGUAGE', 'fr', 'unknown-language'],
    ['BALIE_POLL_SECONDS', '0', 'not-seconds'],
    ['BALIE_POLL_SECONDS', '-5', 'not-seconds'],
    ['BALIE_POLL_SECONDS', '1.5', 'not-seconds'],
    ['BALIE_POLL_SECONDS', 'soon', 'not-seconds'],
    ['BALIE_POLL_SECONDS', '999999', 'not-seconds'],
    ['BALIE_KIOSK', 'yes', 'not-a-switch'],
    ['BALIE_KIOSK', ' 1', 'not-a-switch'],
  ])('%s=%j is told as %s, and its default stands in', (name, value, code) => {
    const { configuration } = read({ ...venue, [name]: value })
    expect(configuration.errors).toEqual([{ field: name, code, message: expect.any(String) }])
    expect(configuration.venue === null).toBe(/URL|KEY/.test(name))
    expect(configuration).toMatchObject({
      timezone: 'Europe/Amsterdam',
      language: null,
      pollSeconds: 30,
      kiosk: false,
    })
    expect(JSON.stringify(configuration.errors)).not.toContain('secret-key')
  })

  it('tells of every wrong value at once', () => {
    const { configuration } = read({
      BALIE_RECRAS_URL: 'x',
      BALIE_API_KEY: ' ',
      BALIE_TIMEZONE: 'x',
      BALIE_LANGUAGE: 'x',
      BALIE_POLL_SECONDS: 'x',
    })
    expect(configuration.errors.map((one) => one.field)).toEqual([
      'BALIE_RECRAS_URL',
      'BALIE_API_KEY',
      'BALIE_TIMEZONE',
      'BALIE_LANGUAGE',
      'BALIE_POLL_SECONDS',
    ])
  })

  it('an address alone fills in the set-up screen; a key alone is wrong; empty is not set', () => {
    const address = read({ BALIE_RECRAS_URL: venue.BALIE_RECRAS_URL, BALIE_API_KEY: '' })
    expect(address).toMatchObject({
      configuration: { venue: null, errors: [] },
      suggestedOrigin: 'https://demo.recras.nl',
    })
    const key = read({ BALIE_API_KEY: 'k' })
    expect(key.configuration.errors).toMatchObject([{ field: 'BALIE_RECRAS_URL', code: 'missing' }])
  })

  it('0 is no kiosk, and nothing wrong', () =>
    expect(read({ BALIE_KIOSK: '0' }).configuration).toMatchObject({ kiosk: false, errors: [] }))

  it('the demo venue gives way to a managed one, right or wrong', () => {
    expect(read({ BALIE_DEMO: '1' }).configuration.demo).toBe(true)
    expect(read({ BALIE_DEMO: '0' }).configuration.demo).toBe(false)
    expect(read({ BALIE_DEMO: '1', ...venue }).configuration.demo).toBe(false)
    expect(read({ BALIE_DEMO: '1', ...venue, BALIE_API_KEY: 'a b' }).configuration.demo).toBe(false)
  })
})
