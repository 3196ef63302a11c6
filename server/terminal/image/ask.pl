# One request to the lab's server, through the socket that docker uses, too.
use strict;
use warnings;
use Socket;

# ask(PATH, { header => value }, body) gives (status, { header => value }, body); nothing where nobody answers in time.
sub ask {
  my ($path, $headers, $body) = @_;
  my ($file) = ($ENV{DOCKER_HOST} // '') =~ m{^unix://(/.+)$} or return;
  local $SIG{PIPE} = 'IGNORE';
  socket(my $socket, PF_UNIX, SOCK_STREAM, 0) or return;
  setsockopt($socket, SOL_SOCKET, $_, pack('l!l!', 10, 0)) for SO_RCVTIMEO, SO_SNDTIMEO;
  connect($socket, sockaddr_un($file)) or return;
  my %all = (Host => 'pid1lab', Connection => 'close', 'Content-Type' => 'application/octet-stream', 'Content-Length' => length $body, %$headers);
  my $request = "POST $path HTTP/1.1\r\n" . join('', map { "$_: $all{$_}\r\n" } sort keys %all) . "\r\n" . $body;
  while (length $request) {
    my $written = syswrite($socket, $request);
    if (!defined $written) { next if $!{EINTR}; return }
    substr($request, 0, $written, '');
  }
  my $answer = '';
  for (;;) {
    my $read = sysread($socket, $answer, 65536, length $answer);
    if (!defined $read) { next if $!{EINTR}; return }
    last if $read == 0 || ($answer =~ /\r\nContent-Length: (\d+)\r\n.*?\r\n\r\n/si && length($answer) - $+[0] >= $1);
  }
  my ($status, $head, $text) = $answer =~ m{\AHTTP/1\.\d (\d+)[^\n]*\n(.*?)\r\n\r\n(.*)\z}s or return;
  my %told = map { /^([^:]+):\s*(.*?)\s*$/ ? (lc $1, $2) : () } split /\r\n/, $head;
  return ($status, \%told, $text);
}

1;
