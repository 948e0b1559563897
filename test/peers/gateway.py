"""A router's port mapping, by the letter: UPnP (InternetGatewayDevice:1, SSDP, SOAP) or NAT-PMP (RFC 6886), with nftables rules for what it
promises. Arguments: upnp|nat-pmp INSIDE_ADDRESS OUTSIDE_ADDRESS."""
import re
import socket
import struct
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

LANGUAGE, INSIDE, OUTSIDE = sys.argv[1:4]
SERVICE = "urn:schemas-upnp-org:service:WANIPConnection:1"
DEVICE = "urn:schemas-upnp-org:device:InternetGatewayDevice:1"
mapped = {}


def nft(*words):
    return subprocess.run(["nft", *words], check=True, capture_output=True, text=True).stdout


def unmap(outside):
    mapped.pop(outside, None)
    for line in nft("-a", "list", "chain", "ip", "home", "in").splitlines():
        if f"dport {outside} " in line:
            nft("delete", "rule", "ip", "home", "in", "handle", line.rsplit(" ", 1)[1])


def open_port(outside, host, inside):
    unmap(outside)
    mapped[outside] = (host, inside)
    nft("add", "rule", "ip", "home", "in", "iifname", "eth0", "tcp", "dport", str(outside), "dnat", "to", f"{host}:{inside}")
    print("mapped", outside, host, inside)


DESCRIPTION = f"""<?xml version="1.0"?>
<root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion>
<device><deviceType>{DEVICE}</deviceType><friendlyName>Router</friendlyName><deviceList><device>
<deviceType>urn:schemas-upnp-org:device:WANDevice:1</deviceType><deviceList><device>
<deviceType>urn:schemas-upnp-org:device:WANConnectionDevice:1</deviceType><serviceList><service>
<serviceType>{SERVICE}</serviceType><serviceId>urn:upnp-org:serviceId:WANIPConn1</serviceId>
<SCPDURL>/wan.xml</SCPDURL><controlURL>/control</controlURL><eventSubURL>/events</eventSubURL>
</service></serviceList></device></deviceList></device></deviceList></device></root>"""


class Pages(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def reply(self, status, body):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", 'text/xml; charset="utf-8"')
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def fault(self, code):
        self.reply(500, f"<s:Envelope><s:Body><s:Fault><detail><UPnPError><errorCode>{code}</errorCode></UPnPError></detail></s:Fault></s:Body></s:Envelope>")

    def do_GET(self):
        self.reply(200, DESCRIPTION) if self.path == "/root.xml" else self.fault(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        action = self.headers.get("SOAPAction", "").strip('"')
        value = lambda name: (re.search(f"<{name}>([^<]*)</{name}>", body) or [None, None])[1]
        if not action.startswith(SERVICE + "#") or f'xmlns:u="{SERVICE}"' not in body:
            return self.fault(401)
        verb, answer = action.split("#")[1], ""
        try:
            if verb == "GetExternalIPAddress":
                answer = f"<NewExternalIPAddress>{OUTSIDE}</NewExternalIPAddress>"
            elif verb == "AddPortMapping":
                host, outside, inside = value("NewInternalClient"), int(value("NewExternalPort")), int(value("NewInternalPort"))
                # As careful routers do: only for whoever asks, and nobody takes what another has.
                if value("NewProtocol") != "TCP" or host != self.client_address[0]:
                    return self.fault(402)
                if mapped.get(outside, (host,))[0] != host:
                    return self.fault(718)
                open_port(outside, host, inside)
            elif verb == "DeletePortMapping":
                if value("NewProtocol") != "TCP" or int(value("NewExternalPort")) not in mapped:
                    return self.fault(714)
                unmap(int(value("NewExternalPort")))
            else:
                return self.fault(401)
        except (TypeError, ValueError):
            return self.fault(402)
        self.reply(200, f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><u:{verb}Response xmlns:u="{SERVICE}">{answer}</u:{verb}Response></s:Body></s:Envelope>')


def upnp():
    server = HTTPServer((INSIDE, 5000), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ssdp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    ssdp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    ssdp.bind(("", 1900))
    ssdp.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton("239.255.255.250") + socket.inet_aton(INSIDE))
    print("listening")
    while True:
        packet, sender = ssdp.recvfrom(2048)
        text = packet.decode(errors="replace")
        if not text.startswith("M-SEARCH * HTTP/1.1\r\n") or f"ST: {DEVICE}\r\n" not in text or 'MAN: "ssdp:discover"' not in text:
            continue
        lines = ["HTTP/1.1 200 OK", "CACHE-CONTROL: max-age=1800", "EXT:", f"LOCATION: http://{INSIDE}:5000/root.xml", "SERVER: test", f"ST: {DEVICE}", f"USN: uuid:1::{DEVICE}", "", ""]
        ssdp.sendto("\r\n".join(lines).encode(), sender)


def nat_pmp():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((INSIDE, 5351))
    print("listening")
    while True:
        packet, sender = server.recvfrom(64)
        if packet[:2] == b"\0\0" and len(packet) == 2:
            server.sendto(struct.pack("!BBHI", 0, 128, 0, 1) + socket.inet_aton(OUTSIDE), sender)
        elif packet[:2] == b"\0\2" and len(packet) == 12:
            inside, outside, seconds = struct.unpack("!HHI", packet[4:])
            if seconds == 0:
                for port, owner in list(mapped.items()):
                    if owner == (sender[0], inside):
                        unmap(port)
            else:
                open_port(outside, sender[0], inside)
            server.sendto(struct.pack("!BBHIHHI", 0, 130, 0, 1, inside, outside if seconds else 0, seconds), sender)


upnp() if LANGUAGE == "upnp" else nat_pmp()
