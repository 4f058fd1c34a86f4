using System.Text;
using StreamingTracker.Backup.Bolt.Connecting;
using StreamingTracker.Backup.Bolt.Tests.Peers;

namespace StreamingTracker.Backup.Bolt.Tests.Connecting;

public sealed class HandshakeTests
{
    [Theory]
    [InlineData("00000404", 4, 4)]
    [InlineData("00000005", 5, 0)]
    [InlineData("00000405", 5, 4)]
    [InlineData("00000605", 5, 6)]
    [InlineData("00000805", 5, 8)]
    public async Task A_version_in_the_answer_is_taken(string answer, byte major, byte minor) =>
        Assert.Equal(new BoltVersion(major, minor), await NegotiateAsync(answer));

    [Theory]
    [InlineData("000001FF 01 00080805 00", 5, 8)]
    [InlineData("000001FF 03 00010105 00020404 00000805 00", 5, 8)]
    [InlineData("000001FF 02 00000A05 00040404 8001", 4, 4)]
    [InlineData("000001FF 02 00080805 00000006 FFFF01", 5, 8)]
    [InlineData("000001FF 01 00050505 00", 5, 4)]
    public async Task The_newest_common_version_of_a_manifest_is_chosen_and_said(string manifest, byte major, byte minor)
    {
        using var peer = Peer(manifest);

        var version = await new Handshake(peer, Client.Address).NegotiateAsync(BoltVersion.Highest, null, TestContext.Current.CancellationToken);

        Assert.Equal(new BoltVersion(major, minor), version);
        Assert.Equal([0, 0, minor, major, 0], peer.Sent[20..]);
    }

    [Theory]
    [InlineData("00000000", "no version")]
    [InlineData("000001FF 01 00000006 00", "no version")]
    [InlineData("00000505", "speaks no Bolt")]
    [InlineData("00000006", "speaks no Bolt")]
    [InlineData("00010405", "speaks no Bolt")]
    [InlineData("15030100", "bolt+s://")]
    [InlineData("DEADBEEF", "speaks no Bolt")]
    [InlineData("000001FF 8102", "257 ranges")]
    [InlineData("000001FF FFFFFFFFFFFFFFFFFFFF01", "64 bits")]
    public async Task Any_other_answer_is_a_protocol_error(string answer, string reason)
    {
        var error = await Assert.ThrowsAsync<BoltProtocolException>(() => NegotiateAsync(answer));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_above_the_highest_was_not_offered()
    {
        using var peer = Peer("00000805");
        var handshake = new Handshake(peer, Client.Address);

        await Assert.ThrowsAsync<BoltProtocolException>(
            () => handshake.NegotiateAsync(BoltVersion.V44, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_answer_in_http_names_the_wrong_port()
    {
        var error = await Assert.ThrowsAsync<BoltProtocolException>(
            () => NegotiateAsync(Convert.ToHexString(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n"))));

        Assert.Contains("7687", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("000004")]
    [InlineData("000001FF")]
    [InlineData("000001FF 02 00080805")]
    [InlineData("000001FF 01 00080805 80")]
    public async Task A_truncated_answer_is_unreachable(string answer)
    {
        var error = await Assert.ThrowsAsync<BoltUnreachableException>(() => NegotiateAsync(answer));

        Assert.Contains("db.example.org", error.Message, StringComparison.Ordinal);
    }

    private static async Task<BoltVersion> NegotiateAsync(string answer)
    {
        using var peer = Peer(answer);
        return await new Handshake(peer, Client.Address).NegotiateAsync(BoltVersion.Highest, null, TestContext.Current.CancellationToken);
    }

    private static ReplayStream Peer(string hex) => new(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))) { FragmentSize = 1 };
}
