/** A shared key saves making certificates; the cipher is as strong as Noise's. */
export const TLS_OPTIONS = { ciphers: 'ECDHE-PSK-CHACHA20-POLY1305', maxVersion: 'TLSv1.2' } as const
export const TLS_KEY: Buffer = Buffer.alloc(32, 9)
export const LENGTH_BYTES = 4
