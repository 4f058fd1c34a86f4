using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Bolt.Tests.Peers;
using StreamingTracker.Backup.TestKit;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Bolt.Tests.Connecting;

public sealed class SocketTransportTests
{
    private static readonly byte[] Script = [.. ServerScript.LoggedOn(Client.V54).Fields("i").Record(1L).Success().ToArray()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_goes_over_a_socket()
    {
        await using var peer = SocketPeer.Saying(Script);
        await using var connection = await ConnectAsync(peer.Address());

        Assert.Equal(1L, Assert.Single(await connection.QueryAsync("RETURN 1", null, Token))["i"]);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_at_is_unreachable()
    {
        BoltAddress address;
        await using (var peer = SocketPeer.Saying(Script)) address = peer.Address();

        var error = await Assert.ThrowsAsync<BoltUnreachableException>(() => ConnectAsync(address));

        Assert.Contains($"Nothing listens at {address}", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_host_without_an_address_is_unreachable()
    {
        var error = await Assert.ThrowsAsync<BoltUnreachableException>(() => ConnectAsync(new("nowhere.invalid", 7687, BoltEncryption.None)));

        Assert.Contains("nowhere.invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_resets_the_connection_is_unreachable()
    {
        await using var peer = new SocketPeer(async (stream, cancellationToken) =>
        {
            await stream.ReadExactlyAsync(new byte[20], cancellationToken);
            ((System.Net.Sockets.NetworkStream)stream).Socket.Close(timeout: 0);
        });

        await Assert.ThrowsAsync<BoltUnreachableException>(() => ConnectAsync(peer.Address()));
    }

    [Fact]
    public async Task A_peer_that_stops_reading_runs_into_the_idle_timeout()
    {
        var time = new FakeTimeProvider();
        await using var peer = new SocketPeer(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Script, cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await using var connection = await BoltConnection.ConnectAsync(peer.Address(), new BoltOptions { Time = time }, Token);
        var large = new Dictionary<string, object?> { ["bytes"] = new byte[64 * 1024 * 1024] };

        var running = connection.RunAsync("RETURN 1", large, Token).AsTask();
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMinutes(5));
                return running.IsCompleted;
            },
            TimeSpan.FromSeconds(60));

        Assert.Contains("300 seconds", (await Assert.ThrowsAsync<BoltUnreachableException>(() => running)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_self_signed_certificate_is_accepted_by_ssc()
    {
        using var certificate = SelfSigned("localhost");
        await using var peer = TlsPeer(certificate);
        await using var connection = await ConnectAsync(peer.Address(BoltEncryption.AnyCertificate));

        Assert.Equal(1L, Assert.Single(await connection.QueryAsync("RETURN 1", null, Token))["i"]);
    }

    [Fact]
    public async Task A_self_signed_certificate_is_refused_where_it_has_to_be_verified()
    {
        using var certificate = SelfSigned("other.example.org");
        await using var peer = TlsPeer(certificate);

        var error = await Assert.ThrowsAsync<BoltUnreachableException>(() => ConnectAsync(peer.Address(BoltEncryption.Verified)));

        Assert.Contains("CN=other.example.org", error.Message, StringComparison.Ordinal);
        Assert.Contains("for another host name", error.Message, StringComparison.Ordinal);
        Assert.Contains("bolt+ssc://", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_peer_without_tls_is_told_apart()
    {
        await using var peer = SocketPeer.Saying("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());

        var error = await Assert.ThrowsAsync<BoltUnreachableException>(() => ConnectAsync(peer.Address(BoltEncryption.Verified)));

        Assert.Contains("bolt://", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_never_answers_the_tls_greeting_is_cancelled()
    {
        await using var peer = SocketPeer.Saying(ReadOnlyMemory<byte>.Empty);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var connecting = ConnectAsync(peer.Address(BoltEncryption.Verified), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    private static Task<BoltConnection> ConnectAsync(BoltAddress address, CancellationToken? cancellationToken = null) =>
        BoltConnection.ConnectAsync(address, new BoltOptions(), cancellationToken ?? Token);

    private static SocketPeer TlsPeer(X509Certificate2 certificate) => new(async (stream, cancellationToken) =>
    {
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
        await tls.WriteAsync(Script, cancellationToken);
        await tls.CopyToAsync(Stream.Null, cancellationToken);
    });

    private static X509Certificate2 SelfSigned(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
