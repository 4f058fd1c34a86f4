using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Operations.Tests.Configuration;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("bolt", BoltEncryption.None)]
    [InlineData("bolt+s", BoltEncryption.Verified)]
    [InlineData("bolt+ssc", BoltEncryption.AnyCertificate)]
    [InlineData("neo4j", BoltEncryption.None)]
    [InlineData("neo4j+s", BoltEncryption.Verified)]
    [InlineData("neo4j+ssc", BoltEncryption.AnyCertificate)]
    public void Every_scheme_says_how_the_connection_is_protected(string scheme, BoltEncryption encryption)
    {
        var parsed = ConnectionString.Parse($"{scheme}://neo4j:secret@db.example.org:7777/graph");

        Assert.Equal(new BoltAddress("db.example.org", 7777, encryption), parsed.Address);
        Assert.Equal(("neo4j", "secret", "graph"), (parsed.User, parsed.Password, parsed.Database));
    }

    [Fact]
    public void User_password_and_database_are_percent_decoded()
    {
        var parsed = ConnectionString.Parse("bolt://j%C3%BCrgen:p%40ss%3Aw%2Frd%25@host/my%2Ddb");

        Assert.Equal(("jürgen", "p@ss:w/rd%", "my-db"), (parsed.User, parsed.Password, parsed.Database));
    }

    [Fact]
    public void A_password_may_hold_what_is_no_delimiter_where_it_stands() =>
        Assert.Equal("a:b@c", ConnectionString.Parse("bolt://neo4j:a:b@c@host").Password);

    [Fact]
    public void Parts_that_are_left_out_are_null()
    {
        var parsed = ConnectionString.Parse("bolt://host");

        Assert.Equal((null, null, null), (parsed.User, parsed.Password, parsed.Database));
        Assert.Equal(BoltAddress.DefaultPort, parsed.Address.Port);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("http://neo4j:hunter2@host")]
    [InlineData("bolt://neo4j:hunter2")]
    [InlineData("bolt://neo4j:hunter2/3@host")]
    [InlineData("bolt://neo4j:hunter2#@host")]
    [InlineData("bolt://neo4j:hunter2@host?database=x")]
    [InlineData("bolt://neo4j:hunter2@host/a/b")]
    [InlineData("bolt://neo4j:hunter2@")]
    public void What_is_wrong_is_said_without_repeating_any_of_it(string text)
    {
        var fault = Assert.Throws<FormatException>(() => ConnectionString.Parse(text));

        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_never_shows_its_password() =>
        Assert.Equal("bolt://host:7687/db", ConnectionString.Parse("bolt://neo4j:hunter2@host/db").ToString());
}
