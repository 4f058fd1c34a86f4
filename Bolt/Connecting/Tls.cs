using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace StreamingTracker.Backup.Bolt.Connecting;

/// <summary>Agrees on TLS, and says in words why it could not.</summary>
internal static class Tls
{
    /// <exception cref="BoltUnreachableException">The certificate is not trusted, or the peer speaks no TLS.</exception>
    public static async Task<Stream> AgreeAsync(Stream plain, BoltAddress address, CancellationToken cancellationToken)
    {
        string? distrust = null;
        var tls = new SslStream(plain, leaveInnerStreamOpen: false, (_, certificate, chain, errors) =>
        {
            if (address.Encryption == BoltEncryption.AnyCertificate || errors == SslPolicyErrors.None) return true;
            distrust = Explain(certificate, chain, errors);
            return false;
        });
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host }, cancellationToken);
            return tls;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await tls.DisposeAsync();
            var why = distrust is null ? $"{e.Message} If it speaks no TLS, use bolt://" : $"{distrust}. bolt+ssc:// accepts any certificate";
            var cause = e as AuthenticationException ?? new AuthenticationException(e.Message, e);
            throw new BoltUnreachableException($"TLS with {address} failed: {why}", cause);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    private static string Explain(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return "it shows no certificate";
        var reasons = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) reasons.Add("it is for another host name");
        if (chain is not null) reasons.AddRange(chain.ChainStatus.Select(status => status.StatusInformation));
        return $"its certificate ({certificate.Subject}) is not trusted: {string.Join("; ", reasons)}";
    }
}
