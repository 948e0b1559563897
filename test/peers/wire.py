"""A long cable: forwards frames between two interfaces after a delay, loses some, and takes only so many bits a second each way (0: all
of them), with a queue as long as a cheap router's. Arguments: A B DELAY_MS JITTER_MS LOSS_PERCENT KBITS_PER_SECOND."""
import heapq
import random
import select
import socket
import sys
import time

EVERY_PROTOCOL = 3
QUEUE_BYTES = 64 * 1024


def tap(name):
    port = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(EVERY_PROTOCOL))
    port.bind((name, EVERY_PROTOCOL))
    port.setblocking(False)
    return port


left, right = tap(sys.argv[1]), tap(sys.argv[2])
delay, jitter, loss = float(sys.argv[3]) / 1e3, float(sys.argv[4]) / 1e3, float(sys.argv[5]) / 100
rate = float(sys.argv[6]) * 1e3 / 8
other = {left: right, right: left}
held = []
free = {left: 0.0, right: 0.0}
count = 0
print("forwarding", flush=True)
while True:
    while held and held[0][0] <= time.monotonic():
        port, frame = heapq.heappop(held)[2:]
        try:
            port.send(frame)
        except OSError:
            pass
    patience = max(0, held[0][0] - time.monotonic()) if held else 1
    for port in select.select([left, right], [], [], patience)[0]:
        while True:
            try:
                frame, source = port.recvfrom(65535)
            except OSError:
                # Nothing more, or somebody has just pulled the cable: it may be plugged in again.
                break
            if source[2] == socket.PACKET_OUTGOING or random.random() < loss:
                continue
            count += 1
            now = time.monotonic()
            if rate > 0:
                begins = max(now, free[port])
                if (begins - now) * rate > QUEUE_BYTES:
                    continue
                now = free[port] = begins + len(frame) / rate
            heapq.heappush(held, (now + delay + random.uniform(-jitter, jitter), count, other[port], frame))
