namespace StreamingTracker.Backup.Bolt.Tests;

public sealed class BoltAddressTests
{
    [Theory]
    [InlineData("bolt://localhost", "localhost", 7687, BoltEncryption.None)]
    [InlineData("neo4j://db.example.org:17687/graph?x=1", "db.example.org", 17687, BoltEncryption.None)]
    [InlineData("bolt+s://user:pa%40ss@db.example.org", "db.example.org", 7687, BoltEncryption.Verified)]
    [InlineData("neo4j+s://10.0.0.1:1", "10.0.0.1", 1, BoltEncryption.Verified)]
    [InlineData("bolt+ssc://[::1]:7688", "::1", 7688, BoltEncryption.AnyCertificate)]
    [InlineData("NEO4J+SSC://LocalHost", "localhost", 7687, BoltEncryption.AnyCertificate)]
    public void A_uri_of_a_known_scheme_is_read(string uri, string host, int port, BoltEncryption encryption) =>
        Assert.Equal(new BoltAddress(host, port, encryption), BoltAddress.Parse(uri));

    [Theory]
    [InlineData("http://admin:topsecret@localhost:7474")]
    [InlineData("bolt:admin:topsecret@localhost")]
    [InlineData("topsecret:admin@localhost")]
    [InlineData("bolt://admin:topsecret@")]
    [InlineData("bolt://admin:topsecret#1@localhost:99999")]
    [InlineData("bolt://admin:topsecret@localhost:0")]
    [InlineData("bolt:///topsecret")]
    [InlineData("localhost/topsecret")]
    [InlineData("")]
    public void Any_other_text_is_refused_without_repeating_it(string uri)
    {
        var refused = Assert.Throws<FormatException>(() => BoltAddress.Parse(uri));

        Assert.DoesNotContain("topsecret", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("bolt", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bolt://localhost:7687")]
    [InlineData("bolt+s://[fe80::1]:1")]
    [InlineData("bolt+ssc://db.example.org:7688")]
    public void The_text_of_an_address_reads_back(string uri)
    {
        Assert.Equal(uri, BoltAddress.Parse(uri).ToString());
    }
}
