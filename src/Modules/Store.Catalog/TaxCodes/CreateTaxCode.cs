using System.Data.Common;
using Store.Catalog.Prices;

namespace Store.Catalog.TaxCodes;

/// <summary>Adds a tax code, such as V13 at 13 %.</summary>
internal static class CreateTaxCode
{
    internal sealed record Command(string Code, string Name, TaxRate Rate) : ICommand<Result>;

    internal sealed record Result(long TaxCodeId, string Code, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Code).NotEmpty().MaximumLength(20).Matches(@"\A[A-Za-z0-9-]+\z");
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100).IsPlainText();
        }
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var taxCode = new { TaxCodeId = ids.Next(), Code = command.Code.ToUpperInvariant(), Name = command.Name.Trim(), command.Rate };
            try
            {
                await db.Execute("""
                    INSERT INTO catalog.TaxCodes (TaxCodeId, Code, Name, RatePpm, Version)
                    VALUES (@TaxCodeId, @Code, @Name, @Rate, 1)
                    """, taxCode, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("tax_code.taken", $"There is a tax code {taxCode.Code} already.");
            }

            await audit.Add("catalog.manage-products", $"tax code {taxCode.Code}", PriceRow.WholeChain, old: null, now: taxCode, cancellationToken);
            return new Result(taxCode.TaxCodeId, taxCode.Code, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/tax-codes", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(CreateTaxCode)).WithSummary("Add a tax code")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
