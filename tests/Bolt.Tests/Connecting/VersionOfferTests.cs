using StreamingTracker.Backup.Bolt.Connecting;

namespace StreamingTracker.Backup.Bolt.Tests.Connecting;

public sealed class VersionOfferTests
{
    [Theory]
    [InlineData(5, 8, "000001FF 00020805 00040405 00000404")]
    [InlineData(5, 7, "000001FF 00010705 00040405 00000404")]
    [InlineData(5, 6, "00000605 00040405 00000404 00000000")]
    [InlineData(5, 5, "00040405 00000404 00000000 00000000")]
    [InlineData(5, 3, "00030305 00000404 00000000 00000000")]
    [InlineData(5, 0, "00000005 00000404 00000000 00000000")]
    [InlineData(4, 4, "00000404 00000000 00000000 00000000")]
    public void Everything_from_the_highest_down_to_4_4_is_offered_but_5_5(byte major, byte minor, string entries)
    {
        var offer = Convert.ToHexString(VersionOffer.Bytes(new BoltVersion(major, minor), null));

        Assert.Equal("6060B017" + entries.Replace(" ", "", StringComparison.Ordinal), offer);
    }

    [Fact]
    public void The_preferred_version_comes_before_all_others()
    {
        var offer = Convert.ToHexString(VersionOffer.Bytes(BoltVersion.Highest, BoltVersion.V44));

        Assert.Equal("6060B01700000404000208050004040500000404", offer);
    }
}
