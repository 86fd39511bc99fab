using System.Buffers.Binary;
using System.Data.Common;

namespace Store.Checkout.Paper;

/// <summary>Changes logo, header, footer and code of a store's receipts, and whether its Z reports print by themselves.</summary>
internal static class ChangeLetterhead
{
    internal sealed record Command(long StoreId, string? Header, string? Footer, byte[]? Logo, string? Link, string? LinkText, bool PrintsZ, long Version) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(long Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int LinesAtMost = 8;
        private const int LogoBytesAtMost = 64 * 1024;

        // As wide as paper of 80 mm has dots, and no longer than a receipt's head should be.
        private const uint LogoWidthAtMost = 576;
        private const uint LogoHeightAtMost = 400;

        public Validator()
        {
            RuleFor(command => command.Header).MaximumLength(400).Must(FewLines).WithMessage($"At most {LinesAtMost} lines.");
            RuleFor(command => command.Footer).MaximumLength(400).Must(FewLines).WithMessage($"At most {LinesAtMost} lines.");
            RuleFor(command => command.Logo).Must(logo => logo is null || (logo.Length <= LogoBytesAtMost && FitsPaper(logo)))
                .WithMessage($"A logo is a PNG of at most {LogoWidthAtMost} × {LogoHeightAtMost} dots and {LogoBytesAtMost / 1024} KB.");
            RuleFor(command => command.Link).MaximumLength(300).Must(link => string.IsNullOrEmpty(link) || Uri.TryCreate(link, UriKind.Absolute, out _)).WithMessage("A whole address: https://...");
            RuleFor(command => command.LinkText).MaximumLength(100);
        }

        private static bool FewLines(string? text) => text is null || text.Split('\n').Length <= LinesAtMost;

        private static bool FitsPaper(ReadOnlySpan<byte> png) =>
            png.Length > 24 && png is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..]
            && BinaryPrimitives.ReadUInt32BigEndian(png[16..]) is > 0 and <= LogoWidthAtMost && BinaryPrimitives.ReadUInt32BigEndian(png[20..]) is > 0 and <= LogoHeightAtMost;
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await Letterhead.Of(db, command.StoreId, cancellationToken);
            var row = new { command.StoreId, command.Header, command.Footer, command.Logo, command.Link, command.LinkText, command.PrintsZ, command.Version, NewVersion = ids.Next() };
            var changed = old.Version == 0 && command.Version == 0 ? await Add(row, cancellationToken) : await db.Execute("""
                UPDATE checkout.Letterheads
                SET    Header = @Header, Footer = @Footer, Logo = @Logo, Link = @Link, LinkText = @LinkText, PrintsZ = @PrintsZ, Version = @NewVersion
                WHERE  StoreId = @StoreId AND Version = @Version
                """, row, cancellationToken);
            if (changed == 0)
                throw new Conflict("letterhead.stale", "Someone else has changed it; read it again.");
            await audit.Add("checkout.manage-registers", "letterhead", command.StoreId, Told(old), Told(new Letterhead(
                command.Header, command.Footer, command.Logo, command.Link, command.LinkText, command.PrintsZ, row.NewVersion)), cancellationToken);
            return new Result(row.NewVersion);
        }

        private static object Told(Letterhead one) => new { one.Header, one.Footer, LogoBytes = one.Logo?.Length ?? 0, one.Link, one.LinkText, one.PrintsZ };

        private async Task<int> Add(object row, CancellationToken cancellationToken)
        {
            try
            {
                return await db.Execute("""
                    INSERT INTO checkout.Letterheads (StoreId, Header, Footer, Logo, Link, LinkText, PrintsZ, Version)
                    VALUES (@StoreId, @Header, @Footer, @Logo, @Link, @LinkText, @PrintsZ, @NewVersion)
                    """, row, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                return 0;
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string? Header, string? Footer, byte[]? Logo, long Version, string? Link = null, string? LinkText = null, bool PrintsZ = true);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/stores/{storeId:long}/letterhead", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.Header, body.Footer, body.Logo, body.Link, body.LinkText, body.PrintsZ, body.Version), cancel))
            .RequirePermission("checkout.manage-registers")
            .WithName(nameof(ChangeLetterhead)).WithSummary("Change logo, header, footer and code of a store's receipts")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
