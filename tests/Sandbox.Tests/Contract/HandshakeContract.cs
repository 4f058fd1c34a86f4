using StreamingTracker.Backup.Bolt.Wire;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>How a version is agreed on, and who is let in.</summary>
public abstract class HandshakeContract(IContractServer server) : ServerContract(server)
{
    [Fact]
    public async Task The_manifest_offers_every_version_there_is()
    {
        using var client = await RawBoltClient.ShakeHandsAsync(Logon.Address, [0, 0, 1, 0xFF, .. new byte[12]]);
        Assert.Equal([0, 0, 1, 0xFF, 3], await client.ReadBytesAsync(5));
        var offers = await client.ReadBytesAsync(12);
        Assert.Equal([4, 4, 4, 5, 8, 5], offers.Chunk(4).SelectMany(offer => offer[2..]));
        Assert.Equal([0], await client.ReadBytesAsync(1));
        await client.WriteBytesAsync([0, 0, 8, 5, 0]);
        var greeting = Map(("user_agent", "raw/1"), ("bolt_agent", Map(("product", "raw/1"))));
        Assert.Equal(MessageTag.Success, (await client.AskAsync(MessageTag.Hello, greeting)).Tag);
    }

    [Theory]
    [InlineData(0, 5, 5)]
    [InlineData(0, 0, 3)]
    [InlineData(0, 0, 6)]
    public async Task A_version_nobody_speaks_is_answered_by_none(byte back, byte minor, byte major)
    {
        using var client = await RawBoltClient.ShakeHandsAsync(Logon.Address, [0, back, minor, major, .. new byte[12]]);
        Assert.Equal([0, 0, 0, 0], await client.ReadBytesAsync(4));
        Assert.Empty(await client.ReadBytesAsync(1));
    }

    [Fact]
    public async Task A_range_is_answered_by_the_highest_version_in_it()
    {
        using var client = await RawBoltClient.ShakeHandsAsync(Logon.Address, [0, 9, 9, 5, 0, 0, 4, 4, .. new byte[8]]);
        Assert.Equal([0, 0, 8, 5], await client.ReadBytesAsync(4));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("something")]
    public async Task Another_scheme_of_authentication_is_refused_and_the_connection_closed(string scheme)
    {
        using var client = await RawBoltClient.ConnectAsync(Logon.Address, 5, 4);
        var greeting = Map(("user_agent", "raw/1"), ("bolt_agent", Map(("product", "raw/1"))));
        Assert.Equal(MessageTag.Success, (await client.AskAsync(MessageTag.Hello, greeting)).Tag);
        var refusal = await client.AskAsync(MessageTag.Logon, Map(("scheme", scheme)));
        Assert.Equal("Neo.ClientError.Security.Unauthorized", refusal.Metadata["code"]);
        Assert.Equal(0, (await client.ReadAsync()).Tag);
    }
}

public sealed class SandboxHandshakeContract() : HandshakeContract(new SandboxContractServer());

[Collection<TestKit.RealServer>]
public sealed class RealServerHandshakeContract(TestKit.Neo4jServerFixture fixture) : HandshakeContract(new RealContractServer(fixture));
