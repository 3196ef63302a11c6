import time

print("working", flush=True)
try:
    while True:
        time.sleep(60)
except KeyboardInterrupt:
    print("SIGINT: saved, leaving", flush=True)
