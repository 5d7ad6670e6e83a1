# A PostgreSQL cluster for the length of one script: start_postgresql, $postgresql_url, stop_postgresql.
# Sourced by script/test and script/bench; trust on loopback only, in a folder that is removed.

postgresql_folder=""
postgresql_url=""

_as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgresql() {
  local bin port
  bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  postgresql_folder=$(mktemp -d "${TMPDIR:-/tmp}/minhchung-postgresql-XXXXXX")
  if [ "$(id -u)" = 0 ]; then chown postgres "$postgresql_folder"; fi
  _as_postgres "$bin/initdb" -D "$postgresql_folder/data" -U minhchung --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
  _as_postgres "$bin/pg_ctl" -D "$postgresql_folder/data" -w -s -l "$postgresql_folder/log" start -o \
    "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgresql_folder -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
  postgresql_url="postgresql://minhchung@127.0.0.1:$port/postgres"
}

stop_postgresql() {
  [ -n "$postgresql_folder" ] || return 0
  local bin
  bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  _as_postgres "$bin/pg_ctl" -D "$postgresql_folder/data" -s -m immediate stop || true
  rm -rf "$postgresql_folder"
  postgresql_folder=""
}
