#!/bin/sh
# mischief.sh MISCHIEF VERDICT natter-faults OPTION...: a run with a Natter that does wrong is to end with exit code 1 and
# with that verdict in its table.
mischief=$1
verdict=$2
shift 2
output=$("$@" --mischief "$mischief")
code=$?
echo "$output"
test $code -eq 1 && echo "$output" | grep -Eq "^$verdict +[1-9]"
