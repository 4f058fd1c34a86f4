using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Bolt.Tests.Peers;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.TestKit;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Bolt.Tests.Connecting;

public sealed class LogonTests
{
    private const string Product = "StreamingTracker.Backup/2.0.0";

    private static readonly BoltOptions Options = new() { Credentials = new BoltCredentials("neo4j", "topsecret") };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Version_4_4_asks_for_utc_and_brings_its_credentials()
    {
        var (tag, hello) = Assert.Single(await FirstMessagesAsync(BoltVersion.V44));

        Assert.Equal(MessageTag.Hello, tag);
        Assert.Equal(["credentials", "patch_bolt", "principal", "scheme", "user_agent"], hello.Keys.Order());
        Assert.Equal(["utc"], Assert.IsType<List<object?>>(hello["patch_bolt"]));
        Assert.Equal(Product, hello["user_agent"]);
        Assert.Equal("basic", hello["scheme"]);
        Assert.Equal("neo4j", hello["principal"]);
        Assert.Equal("topsecret", hello["credentials"]);
    }

    [Theory]
    [InlineData(1, "user_agent")]
    [InlineData(2, "notifications_minimum_severity,user_agent")]
    [InlineData(3, "bolt_agent,notifications_minimum_severity,user_agent")]
    [InlineData(8, "bolt_agent,notifications_minimum_severity,user_agent")]
    public async Task Later_versions_log_on_apart_from_the_greeting(byte minor, string greeting)
    {
        var messages = await FirstMessagesAsync(new BoltVersion(5, minor));

        Assert.Equal([MessageTag.Hello, MessageTag.Logon], messages.Select(m => m.Tag));
        Assert.Equal(greeting.Split(','), messages[0].Map.Keys.Order());
        Assert.Equal("OFF", messages[0].Map.GetValueOrDefault("notifications_minimum_severity", "OFF"));
        Assert.Equal(["credentials", "principal", "scheme"], messages[1].Map.Keys.Order());
    }

    [Fact]
    public async Task Nobody_logs_on_with_the_scheme_none()
    {
        var messages = await FirstMessagesAsync(Client.V54, new BoltOptions());

        Assert.Equal("scheme=none", string.Join(",", messages[1].Map.Select(p => $"{p.Key}={p.Value}")));
    }

    [Theory]
    [InlineData("Neo.ClientError.Security.Unauthorized")]
    [InlineData("Neo.ClientError.Security.AuthenticationRateLimit")]
    public async Task Refused_credentials_name_the_user_and_never_the_password(string code)
    {
        using var peer = new ReplayStream(new ServerScript().Agree(Client.V54).Success().Failure(code, "Not you."));

        var error = await Assert.ThrowsAsync<BoltAuthenticationException>(() => Client.ConnectAsync(peer, Options));

        Assert.Equal(code, error.Code);
        Assert.Contains("neo4j: Not you.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", error.ToString(), StringComparison.Ordinal);
        Assert.True(peer.IsDisposed);
    }

    [Fact]
    public async Task Another_refusal_is_the_servers()
    {
        using var peer = new ReplayStream(
            new ServerScript().Agree(BoltVersion.V44).Failure("Neo.TransientError.General.DatabaseUnavailable", "Later."));

        var error = await Assert.ThrowsAsync<BoltServerException>(() => Client.ConnectAsync(peer, Options));

        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_server_of_4_4_without_utc_is_refused()
    {
        using var peer = new ReplayStream(new ServerScript().Agree(BoltVersion.V44).Success(("server", "Neo4j/4.4.0")));

        var error = await Assert.ThrowsAsync<BoltProtocolException>(() => Client.ConnectAsync(peer));

        Assert.Contains("UTC", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shorter_silence_that_the_server_asks_for_is_the_limit()
    {
        var time = new FakeTimeProvider();
        var hints = ServerScript.Map(("connection.recv_timeout_seconds", 20L));
        using var peer = new ReplayStream(new ServerScript().Agree(Client.V54).Success(("hints", hints)).Success(), AfterTheScript.Silence);
        await using var connection = await Client.ConnectAsync(peer, new BoltOptions { Time = time });

        var running = connection.RunAsync("RETURN 1", null, Token).AsTask();
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(20));
                return running.IsCompleted;
            },
            TimeSpan.FromSeconds(30));

        Assert.Contains("20 seconds", (await Assert.ThrowsAsync<BoltUnreachableException>(() => running)).Message, StringComparison.Ordinal);
    }

    private static async Task<List<(byte Tag, Dictionary<string, object?> Map)>> FirstMessagesAsync(
        BoltVersion version, BoltOptions? options = null)
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(version), AfterTheScript.Silence);
        var connection = await Client.ConnectAsync(peer, options ?? Options);
        var messages = await peer.SentMessagesAsync();
        await connection.DisposeAsync();
        return [.. messages.Select(m => (m.Tag, Assert.IsType<Dictionary<string, object?>>(Assert.Single(m.Fields))))];
    }
}
