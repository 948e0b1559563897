/** A router that opens ports, by whatever language it is asked. Nothing here rejects: a router that says no is as good as one that is silent. */
export interface Gateway {
  /** Its address outside, as it says. */
  address(): Promise<string | undefined>
  /** Lets what arrives outside at `outside`, or at another port it prefers, come in at `port` here. The port outside; undefined: no. */
  map(port: number, outside: number): Promise<number | undefined>
  unmap(port: number, outside: number, signal: AbortSignal): Promise<void>
}
