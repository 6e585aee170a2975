"""psql's tab completion, at a terminal: what each line becomes. Argument: URI. Prints a line of JSON for each."""
import json, os, pty, re, select, subprocess, sys, time

LINES = [
    'select * from orde\t', 'select * from public.ord\t', 'select * from ord\t where am\t', '\\d pay\t', '\\dT pii.sea\t', 'drop tab\t',
    'set time\t', 'set search_path to pi\t', 'lock table ord\t', 'alter table orders alter column am\t', 'table pii.fi\t',
]
# The terminal echoes it after it has worked off all keys before it, a completion's question to the server among them.
MARK = '~'

master, slave = pty.openpty()
env = dict(os.environ, TERM='dumb', PSQL_HISTORY='/dev/null', PAGER='cat', INPUTRC='/dev/null')
child = subprocess.Popen(['psql', '-X', '-q', '-v', 'PROMPT1=@@', sys.argv[1]], stdin=slave, stdout=slave, stderr=slave, env=env, close_fds=True)
os.close(slave)
seen = ''

def until(mark):
    global seen
    end = time.time() + 60
    while mark not in seen:
        if time.time() > end:
            raise SystemExit('no answer: ' + repr(seen))
        if select.select([master], [], [], 1)[0]:
            seen += os.read(master, 65536).decode('utf8', 'replace')

def press(keys):
    """Returns what the terminal showed for the keys."""
    global seen
    seen = ''
    os.write(master, (keys + MARK).encode())
    until(MARK)
    shown = seen[:seen.index(MARK)]
    seen = ''
    os.write(master, b'\x7f')
    return shown

until('@@')
for line in LINES:
    shown = ''.join(press(part + '\t') for part in line.split('\t')[:-1])
    press('\x15')
    print(json.dumps({'step': line, 'got': re.sub(r'\x1b\[[0-9;?]*[a-zA-Z]|[\x00-\x1f]', '', shown).strip()}), flush=True)
os.write(master, b'\x04')
child.wait()
