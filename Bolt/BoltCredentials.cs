using System.Security.Cryptography;
using System.Text;

namespace StreamingTracker.Backup.Bolt;

/// <summary>Who a connection logs on as. It never shows its password.</summary>
public sealed class BoltCredentials(string user, string password)
{
    /// <summary>Nobody: for servers without authentication.</summary>
    public static readonly BoltCredentials None = new("", "");

    /// <summary>The user's name; empty for nobody.</summary>
    public string User { get; } = user;

    internal string Password { get; } = password;

    /// <summary>Whether these are the credentials somebody shows; how long it takes tells nothing about the password.</summary>
    public bool Matches(string user, string password) =>
        user == User && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(Password));

    /// <summary>Whether these are the same credentials.</summary>
    public bool Matches(BoltCredentials other) => Matches(other.User, other.Password);

    /// <inheritdoc/>
    public override string ToString() => User.Length == 0 ? "nobody" : User;
}
